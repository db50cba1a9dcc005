import type { Db } from '@/server/db/client';
import { settings } from '@/server/settings';
import { trailKey } from '@/server/trail/trailKey';
import { type TrailVerdict, verifyTrail } from '@/server/trail/verifyTrail';
import type { Progress } from './progress';

/** Verifies the audit trail from its first record to the present end. */
export const answerTrail = (db: Db, progress: Progress): Promise<TrailVerdict> =>
  verifyTrail(db, { keys: [trailKey(settings().trailKey)], progress: progress.report });

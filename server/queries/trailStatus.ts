import { readAnalysis } from '@/server/analysis/ask';
import type { AnalysisState } from '@/server/analysis/kinds';
import { db } from '@/server/db/client';
import { settings } from '@/server/settings';
import type { Checkpoint } from '@/server/trail/checkpoint';
import { checkpointOf, trailHead } from '@/server/trail/readTrail';
import { type SigningKey, signingKeys } from '@/server/trail/signingKeys';
import { trailKey } from '@/server/trail/trailKey';
import { type TrailGuard, trailGuard } from '@/server/trail/trailRights';

/** Where the audit trail stands. `verification`: the last one that a page asked for, null when none was. */
export type TrailStatus = {
  records: number;
  hash: string;
  guard: TrailGuard;
  checkpoint: Checkpoint | null;
  checkpoints: number;
  verification: AnalysisState<'trail'> | null;
};

export async function getTrailStatus(): Promise<TrailStatus> {
  const [head, guard, checkpoint, checkpoints, verification] = await Promise.all([
    trailHead(db()),
    trailGuard(db()),
    db().trailCheckpoint.findFirst({ orderBy: { seq: 'desc' } }),
    db().trailCheckpoint.count(),
    readAnalysis('trail', {}),
  ]);
  return {
    ...{ records: head.seq, hash: head.hash, guard, checkpoints, verification },
    checkpoint: checkpoint === null ? null : checkpointOf(checkpoint),
  };
}

/** Public keys that ever signed, the one that signs now first. */
export const getSigningKeys = (): Promise<SigningKey[]> => signingKeys(db(), trailKey(settings().trailKey));

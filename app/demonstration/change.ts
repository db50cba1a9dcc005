'use client';
import { change } from '@/app/shell/call';
import type { DemonstrationChange } from '@/server/demonstration/control';
import type { ProblemBody } from '@/server/problem/problemBody';

/** What is asked of the demonstration, as the interface takes it. */
export type Ask = { method: 'POST' | 'DELETE' } | { method: 'PATCH'; change: DemonstrationChange };

/** Asks it; null when it was done, else why not. */
export const ask = (asked: Ask): Promise<ProblemBody | null> =>
  change(asked.method, '/api/v1/demonstration', asked.method === 'PATCH' ? asked.change : undefined);

import { z } from 'zod';
import { plainText } from '@/server/problem/plainText';
import { JOB_KINDS, JOB_STATES } from '@/server/queue/jobState';

/**
 * What became of an entry. `running`: a worker has it just now; `waiting`: it will be tried at once anyway; `gone`: it
 * is done, or never was. These three are left as they are.
 */
export const JOB_OUTCOMES = ['retried', 'discarded', 'running', 'waiting', 'gone'] as const;
export type JobOutcome = (typeof JOB_OUTCOMES)[number];

/** Which entries to change: by id, or all of a state (and kind). */
export const jobChangeRequest = z.union([
  z.strictObject({ ids: z.array(plainText(200)).min(1).max(500) }),
  z.strictObject({ state: z.enum(JOB_STATES), kind: z.enum(JOB_KINDS).optional() }),
]);
export type JobChangeRequest = z.infer<typeof jobChangeRequest>;

/** `more`: the filter fits others too; ask again. */
export type JobChange = {
  changed: number;
  unchanged: number;
  more: boolean;
  results: { id: string; outcome: JobOutcome }[];
};

import type { Tx } from '@/server/db/client';
import { addJob } from '@/server/queue/addJob';
import { PRIORITY } from '@/server/queue/job';

/** The key of an analysis's job; the queue holds one at most. */
export const analysisJobKey = (id: string): string => `analyse:${id}`;

/** Puts an analysis in the queue, inside the caller's transaction. */
export const addAnalysisJob = (tx: Tx, id: string, runAt?: Date): Promise<void> =>
  addJob(tx, 'analyse', { analysisId: id }, { key: analysisJobKey(id), priority: PRIORITY.analysis, runAt });

/** Whether a worker has it, or will take it. False when its job was discarded, or has no try left. */
export async function hasAnalysisJob(tx: Tx, id: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ alive: boolean }[]>`
    select exists (
      select 1 from graphile_worker._private_jobs
      where key = ${analysisJobKey(id)} and (locked_at is not null or attempts < max_attempts)
    ) as alive`;
  return row?.alive ?? false;
}

/** Takes it out of the queue; a worker that has it just now is not given another try. */
export async function removeAnalysisJob(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`select 1 as removed from graphile_worker.remove_job(${analysisJobKey(id)})`;
}

import type { Tx } from '@/server/db/client';
import { noteLooseFiles } from '@/server/db/looseFile';
import { AppError } from '@/server/problem/appError';
import { problemBody } from '@/server/problem/problemBody';
import { addJob } from '@/server/queue/addJob';
import { PRIORITY } from '@/server/queue/job';
import { analysisOfKey, DISCARDED, instanceOfKey } from '@/server/queue/jobState';
import { appendTrail } from '@/server/trail/appendTrail';
import { batchRecord } from '@/server/trail/batchRecord';
import type { Held } from './jobsLock';
import type { JobOutcome } from './jobsOutcome';
import { isUnsettled, tellChange } from './jobsRetry';

/**
 * Gives held entries up: their jobs go, an instance is left failed with the reason `discarded` (done, where versions
 * have read it already), a model that was to be checked is refused, and an analysis is stopped. The audit trail is told by
 * whom: an image that is given up is an image that nobody reads.
 */
export async function discardHeld(
  tx: Tx,
  ids: string[],
  { jobs, instances }: Held,
  who: string,
): Promise<Map<string, JobOutcome>> {
  const outcomes = new Map<string, JobOutcome>();
  for (const id of ids) {
    const job = jobs.get(id);
    const instance = instances.get(instanceOfKey(id) ?? '');
    if (job !== undefined) outcomes.set(id, job.state === 'running' ? 'running' : 'discarded');
    else outcomes.set(id, instance !== undefined && isUnsettled(instance) ? 'discarded' : 'gone');
  }
  const gone = ids.filter((id) => outcomes.get(id) === 'discarded');
  const removed = gone.flatMap((id) => jobs.get(id) ?? []);
  await removeJobs(
    tx,
    removed.map(({ jobId }) => jobId),
  );
  await giveUpInstances(
    tx,
    gone.flatMap((id) => instances.get(instanceOfKey(id) ?? '') ?? []),
  );
  await refuseRegistrations(
    tx,
    removed.flatMap(({ registrationId }) => registrationId ?? []),
  );
  await tx.analysis.updateMany({
    where: { id: { in: gone.map(analysisOfKey).filter((id) => id !== null) }, status: { in: ['waiting', 'running'] } },
    data: { status: 'cancelled', finishedAt: new Date() },
  });
  if (gone.length > 0) await appendTrail(tx, [recordOf(gone, who)]);
  await tellChange(tx, gone);
  return outcomes;
}

const recordOf = (gone: string[], actor: string) =>
  batchRecord({
    ...{ kind: 'job:discarded', at: new Date(), actor, rows: gone },
    instances: gone.flatMap((id) => instanceOfKey(id) ?? []),
  });

/** The queue deletes what it completes, unless a worker has it. */
async function removeJobs(tx: Tx, jobIds: string[]): Promise<void> {
  if (jobIds.length === 0) return;
  await tx.$queryRaw`select count(*)::int as n from graphile_worker.complete_jobs(${jobIds}::bigint[])`;
}

async function giveUpInstances(tx: Tx, instances: { id: string; read: boolean }[]): Promise<void> {
  for (const read of [true, false]) {
    await tx.instance.updateMany({
      where: {
        id: { in: instances.filter((instance) => instance.read === read).map(({ id }) => id) },
        status: { in: ['pending', 'failed', 'done'] },
      },
      data: { status: read ? 'done' : 'failed', statusReason: DISCARDED },
    });
  }
}

/** The sender is told so, and the file goes unless another row needs it. */
async function refuseRegistrations(tx: Tx, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const why = new AppError('conflict', 'the check of this model was discarded before it ran; send the model again');
  const refused = await tx.registration.updateManyAndReturn({
    where: { id: { in: ids }, status: { in: ['pending', 'failed'] } },
    data: { status: 'refused', problem: problemBody(why) },
    select: { sha256: true },
  });
  if (refused.length === 0) return;
  await noteLooseFiles(
    tx,
    refused.map(({ sha256 }) => sha256),
  );
  await addJob(tx, 'sweep-files', {}, { key: 'sweep-files', priority: PRIORITY.backfill });
}

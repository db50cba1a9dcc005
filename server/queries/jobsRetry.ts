import type { Tx } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { appendEvents } from '@/server/live/outbox';
import { MAX_ATTEMPTS, PRIORITY } from '@/server/queue/job';
import { analysisOfKey, instanceOfKey } from '@/server/queue/jobState';
import type { Held, HeldInstance, HeldJob } from './jobsLock';
import type { JobOutcome } from './jobsOutcome';

/** Plans held entries anew. `many`: a person does not wait for each of them, so what arrives meanwhile goes first. */
export async function retryHeld(tx: Tx, ids: string[], held: Held, many: boolean): Promise<Map<string, JobOutcome>> {
  const outcomes = new Map<string, JobOutcome>();
  const [dead, delayed, lost]: [HeldJob[], HeldJob[], HeldInstance[]] = [[], [], []];
  for (const id of ids) {
    const job = held.jobs.get(id);
    const instance = held.instances.get(instanceOfKey(id) ?? '');
    if (job === undefined) {
      if (instance !== undefined && isUnsettled(instance)) lost.push(instance);
      outcomes.set(id, instance !== undefined && isUnsettled(instance) ? 'retried' : 'gone');
    } else if (job.state === 'running' || (job.state !== 'dead' && job.due)) {
      outcomes.set(id, job.state === 'running' ? 'running' : 'waiting');
    } else {
      (job.state === 'dead' ? dead : delayed).push(job);
      outcomes.set(id, 'retried');
    }
  }
  await reschedule(tx, dead, 0);
  await reschedule(tx, delayed, null);
  await queueAnew(tx, lost, many);
  const retried = ids.filter((id) => outcomes.get(id) === 'retried');
  await waitAgain(
    tx,
    retried.map(instanceOfKey).filter((id) => id !== null),
    retried.flatMap((id) => held.jobs.get(id)?.registrationId ?? []),
  );
  await tx.analysis.updateMany({
    where: { id: { in: retried.map(analysisOfKey).filter((id) => id !== null) }, status: { not: 'done' } },
    data: { status: 'waiting', problem: Prisma.DbNull },
  });
  await tellChange(tx, retried);
  return outcomes;
}

/** It failed for good, has not been read by every version, or lost its job. */
export const isUnsettled = ({ status, statusReason }: HeldInstance): boolean =>
  status === 'failed' || status === 'pending' || (status === 'done' && statusReason !== null);

/** Now; with `attempts` null they have as many tries left as before. */
async function reschedule(tx: Tx, jobs: HeldJob[], attempts: number | null): Promise<void> {
  if (jobs.length === 0) return;
  const ids = jobs.map(({ jobId }) => jobId);
  await tx.$queryRaw`
    select count(*)::int as n
    from graphile_worker.reschedule_jobs(${ids}::bigint[], run_at => now(), attempts => ${attempts}::int)`;
}

async function queueAnew(tx: Tx, instances: HeldInstance[], many: boolean): Promise<void> {
  if (instances.length === 0) return;
  await tx.$queryRaw`
    select count(graphile_worker.add_job(
      'audit-instance', json_build_object('instanceId', i.id), max_attempts => ${MAX_ATTEMPTS},
      job_key => 'audit-instance:' || i.id,
      priority => case when i.demo then ${PRIORITY.phantom}::int else ${many ? PRIORITY.backfill : PRIORITY.live}::int end
    ))::int as n
    from instance i where i.id = any(${instances.map(({ id }) => id)}::uuid[])`;
}

/**
 * A failed instance waits again, and a model whose check was given up. An instance that other versions have read keeps
 * its reason until it is read by all.
 */
async function waitAgain(tx: Tx, instanceIds: string[], registrationIds: string[]): Promise<void> {
  await tx.instance.updateMany({
    where: { id: { in: instanceIds }, status: 'failed' },
    data: { status: 'pending', statusReason: null },
  });
  await tx.registration.updateMany({
    where: { id: { in: registrationIds }, status: 'failed' },
    data: { status: 'pending', problem: Prisma.DbNull },
  });
}

/** Says to open pages which entries changed; the last statement of a transaction. */
export async function tellChange(tx: Tx, ids: string[]): Promise<void> {
  const instances = ids.map(instanceOfKey).filter((id) => id !== null);
  const others = ids.length > instances.length ? [{}] : [];
  const payloads = [...instances.map((instanceId) => ({ instanceId })), ...others];
  await appendEvents(
    tx,
    payloads.map((payload) => ({ type: 'job:changed', payload })),
  );
}

import type { Tx } from '@/server/db/client';
import { instanceOfKey, type JobState, QUEUED_STATE } from '@/server/queue/jobState';

/** An instance as it is while its row is held. */
export type HeldInstance = { id: string; status: string; statusReason: string | null; demo: boolean; read: boolean };

/** A row of the queue as it is while it is held. `due`: a worker would take it now. */
export type HeldJob = { jobId: string; id: string; state: JobState; due: boolean; registrationId: string | null };

export type Held = { instances: Map<string, HeldInstance>; jobs: Map<string, HeldJob> };

/**
 * Holds what entries stand for until the transaction ends: instances first, by id, then jobs, as everybody locks them.
 * A worker takes no job that is held, and one that it has taken is seen as running.
 */
export async function holdEntries(tx: Tx, ids: string[]): Promise<Held> {
  const instanceIds = ids.map(instanceOfKey).filter((id) => id !== null);
  const instances = await tx.$queryRaw<HeldInstance[]>`
    select i.id, i.status, i.status_reason as "statusReason", i.demo,
      exists (select 1 from prediction p where p.instance_id = i.id) as read
    from instance i where i.id = any(${instanceIds}::uuid[]) order by i.id for update of i`;
  const numbers = ids.flatMap((id) => /^job:(\d{1,18})$/.exec(id)?.[1] ?? []);
  const jobs = await tx.$queryRaw<HeldJob[]>`
    select j.id::text as "jobId", coalesce(j.key, 'job:' || j.id) as id, ${QUEUED_STATE} as state,
      j.run_at <= now() as due,
      case when j.key like 'register-model:%' then j.payload ->> 'registrationId' end as "registrationId"
    from graphile_worker._private_jobs j
    where j.key = any(${ids}) or (j.key is null and j.id = any(${numbers}::bigint[]))
    order by j.id for update`;
  return {
    instances: new Map(instances.map((instance) => [instance.id, instance])),
    jobs: new Map(jobs.map((job) => [job.id, job])),
  };
}

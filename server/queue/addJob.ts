import type { Tx } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { type JobName, type JobPayload, MAX_ATTEMPTS } from './job';

/**
 * Adds a job inside the caller's transaction, so that it exists if and only if the data does.
 * `key`: a job of that key that still waits is replaced rather than doubled. `runAt`: not before that; now when left
 * out.
 */
export async function addJob<Name extends JobName>(
  tx: Tx,
  name: Name,
  payload: JobPayload<Name>,
  options: { key: string; priority: number; runAt?: Date },
): Promise<void> {
  await tx.$queryRaw`
    select 1 as added from graphile_worker.add_job(
      ${name}, ${JSON.stringify(payload)}::json, max_attempts => ${MAX_ATTEMPTS},
      job_key => ${options.key}, priority => ${options.priority}, run_at => ${options.runAt ?? null}::timestamptz
    )`;
}

/**
 * Jobs that wait or run. Nobody waits for the demonstration's next study, and analyses, figures of lesions, flags, alarms,
 * messages and reports are no new results, so they are not counted.
 */
export async function countJobs(tx: Tx): Promise<{ waiting: number; dead: number }> {
  const [row] = await tx.$queryRaw<{ waiting: number; dead: number }[]>(Prisma.sql`
    select
      count(*) filter (where attempts < max_attempts)::int as waiting,
      count(*) filter (where attempts >= max_attempts)::int as dead
    from graphile_worker.jobs
    where task_identifier not in ('demonstrate', 'analyse', 'localise-instance', 'flag-instances', 'watch-alarms', 'deliver', 'make-report', 'plan-reports')`);
  return row ?? { waiting: 0, dead: 0 };
}

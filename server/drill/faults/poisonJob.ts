import type { Inject } from '@/server/drill/field';
import { MAX_ATTEMPTS } from '@/server/queue/job';

/** Adds a job that no handler can read: it has to end as dead, with a reason, and hold nothing else up. */
export const poisonJob: Inject = async ({ subject, index, poisoned }) => {
  const key = `drill-poison-${index}`;
  await subject.query(
    `select id from graphile_worker.add_job('audit-instance', '{"instanceId": "poison"}'::json,
       max_attempts => $1, job_key => $2)`,
    [MAX_ATTEMPTS, key],
  );
  poisoned.push(key);
};

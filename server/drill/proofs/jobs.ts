import type { Subject } from '@/server/drill/subject';
import type { Proof } from './proof';

/** Nothing waits for ever: what is left in the queue is dead with its last error, and every poisoned job is there. */
export async function proveJobs(subject: Subject, poisoned: readonly string[]): Promise<Proof[]> {
  const [row] = await subject.query<{ alive: number; silent: number; poisoned: number; pending: number }>(
    `select count(*) filter (where attempts < max_attempts or locked_at is not null)::int as alive,
       count(*) filter (where key = any($1) and (attempts < max_attempts or last_error is null))::int as silent,
       count(*) filter (where key = any($1))::int as poisoned,
       (select count(*)::int from instance where status = 'pending') as pending
     from graphile_worker._private_jobs`,
    [poisoned],
  );
  return [
    {
      claim: 'Nothing waits for ever',
      holds: row?.alive === 0 && row.pending === 0,
      found: `${row?.alive} jobs unfinished, ${row?.pending} images without an end`,
    },
    {
      claim: 'Every poisoned job is dead, with its error, and held nothing up',
      holds: row?.silent === 0 && row.poisoned === poisoned.length,
      found: `${poisoned.length} poisoned, ${row?.poisoned} dead`,
    },
  ];
}

import type { Inject } from '@/server/drill/field';
import { signal } from '@/server/start/processes';

/** kill -9 of one of the product's database connections: Postgres then ends all others and recovers. */
export const killBackend: Inject = async ({ subject, index }) => {
  const rows = await subject.query<{ pid: number }>(
    `select pid from pg_stat_activity
     where datname = current_database() and application_name like 'sightline-w%' order by pid`,
  );
  const chosen = rows[index % Math.max(1, rows.length)];
  if (chosen) signal(chosen.pid, 'SIGKILL');
};

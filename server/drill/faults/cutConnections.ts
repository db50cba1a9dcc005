import type { Inject } from '@/server/drill/field';

/** Ends every connection to the database but the one that says so. */
export const cutDatabase: Inject = async ({ subject }) => {
  await subject.query(
    `select count(pg_terminate_backend(pid)) as ended from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
};

/** Breaks every live socket. */
export const cutSockets: Inject = async ({ listeners }) => {
  for (const listener of listeners) listener.cut();
};

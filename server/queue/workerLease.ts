import pg from 'pg';

/** A job younger than this may belong to a worker that has not yet taken its lease. */
const GRACE_SECONDS = 5;

/**
 * The queue keeps a job locked for hours when its worker dies without a word. So each worker holds an advisory lock
 * in its own name, which Postgres lets go of at once when the process or its connection dies; jobs that are locked
 * by a name without a lock are handed out again.
 */
export type WorkerLease = {
  hold(workerId: string): Promise<void>;
  /** Frees the jobs of dead workers; answers how many workers were dead. */
  freeDead(): Promise<number>;
  stop(): Promise<void>;
};

/** Opens the connection that the locks live on. `onLost`: it broke, and with it all leases. */
export async function openWorkerLease(
  databaseUrl: string,
  applicationName: string,
  onLost: (error: Error) => void,
): Promise<WorkerLease> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: applicationName });
  client.on('error', onLost);
  await client.connect();
  let holding: Promise<unknown> = Promise.resolve();
  return {
    async hold(workerId) {
      // One after the other: a connection runs one statement at a time.
      holding = holding.then(() => client.query('select pg_advisory_lock(hashtextextended($1, 0))', [workerId]));
      await holding;
    },
    async freeDead() {
      await holding;
      const { rows } = await client.query<{ id: string }>(
        `select distinct locked_by as id from graphile_worker._private_jobs
         where locked_by is not null and locked_at < now() - make_interval(secs => $1)`,
        [GRACE_SECONDS],
      );
      let dead = 0;
      for (const { id } of rows) {
        if (!(await isDead(client, id))) continue;
        await client.query('select graphile_worker.force_unlock_workers(array[$1])', [id]);
        dead += 1;
      }
      return dead;
    },
    async stop() {
      await client.end();
    },
  };
}

/** True when nobody holds the lock of this name; our own are held by this very session and count as living. */
async function isDead(client: pg.Client, workerId: string): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    `select exists (
       select 1 from pg_locks
       where locktype = 'advisory' and objsubid = 1 and database = (select oid from pg_database where datname = current_database())
         and (classid::bigint << 32 | objid::bigint) = hashtextextended($1, 0)
     ) as held`,
    [workerId],
  );
  return rows[0]?.held === false;
}

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { adoptDb, type Db, openDb } from '@/server/db/client';
import { addJob } from '@/server/queue/addJob';
import { PRIORITY } from '@/server/queue/job';
import { auditKey } from '@/server/queue/jobState';

/** A database with instances and jobs in any state, for tests of the jobs page; no worker and no model. */
export type JobStore = {
  db: Db;
  sql: pg.Client;
  /** An instance with or without its job; answers the id of its entry. */
  instance(status: string, reason: string | null, job: QueueState | null): Promise<string>;
  /** Puts a job of the queue into a state. */
  put(id: string, state: QueueState): Promise<void>;
  close(): Promise<void>;
};

export type QueueState = 'waiting' | 'retrying' | 'running' | 'dead';

const STATES: Record<QueueState, string> = {
  waiting: 'attempts = 0, locked_at = null, locked_by = null',
  retrying: "attempts = 3, locked_at = null, locked_by = null, run_at = now() + interval '20 seconds'",
  running: "attempts = 1, locked_at = now(), locked_by = 'worker-x'",
  dead: 'attempts = max_attempts, locked_at = null, locked_by = null',
};

export async function openJobStore(url: string): Promise<JobStore> {
  const db = openDb(url);
  adoptDb(db);
  const sql = new pg.Client({ connectionString: url });
  await sql.connect();
  const put = async (id: string, state: QueueState): Promise<void> => {
    await sql.query(
      `update graphile_worker._private_jobs set ${STATES[state]} where coalesce(key, 'job:' || id) = $1`,
      [id],
    );
  };
  return {
    db,
    sql,
    put,
    async instance(status, reason, job) {
      const id = randomUUID();
      const receivedAt = new Date();
      await db.$transaction(async (tx) => {
        const row = {
          id,
          sha256: id,
          fileSha256: id,
          byteLength: 1,
          format: 'png',
          height: 64,
          width: 64,
          bitDepth: 8,
        };
        await tx.instance.create({
          data: {
            ...row,
            status,
            statusReason: reason,
            site: 'A',
            receivedAt,
            series: {
              create: {
                id: randomUUID(),
                seriesKey: id,
                study: { create: { id: randomUUID(), site: 'A', studyKey: id } },
              },
            },
          },
        });
        if (job !== null)
          await addJob(tx, 'audit-instance', { instanceId: id }, { key: auditKey(id), priority: PRIORITY.live });
      });
      if (job !== null) await put(auditKey(id), job);
      return auditKey(id);
    },
    async close() {
      await sql.end();
      await db.$disconnect();
    },
  };
}

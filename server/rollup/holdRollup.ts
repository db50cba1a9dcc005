import type { Db, Tx } from '@/server/db/client';

/** Longest that whoever holds the rollup works, and others wait for it. */
const LIMIT_MS = 12 * 3_600_000;

/**
 * Runs `work` while nobody else compacts, rebuilds or seals the rollup. Those who add results are not held up. The
 * transaction that holds it is handed on; it reads what is committed, as `work` may commit elsewhere meanwhile.
 */
export function holdRollup<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.$transaction(
    async (tx) => {
      await stayIdle(tx);
      await tx.$queryRaw`select 1 as held from pg_advisory_xact_lock(hashtextextended('rollup', 0))`;
      return work(tx);
    },
    { timeout: LIMIT_MS, maxWait: 60_000 },
  );
}

/** Reads as of one moment; the transaction may wait in between for what is done elsewhere. */
export function inLongSnapshot<T>(db: Db, read: (tx: Tx) => Promise<T>): Promise<T> {
  return db.$transaction(
    async (tx) => {
      await stayIdle(tx);
      // Cursors are read to their end: plans that are quick to the first row are slow to the last.
      await tx.$executeRaw`set local cursor_tuple_fraction = 1`;
      await tx.$executeRaw`set local work_mem = '128MB'`;
      await tx.$executeRaw`set local jit = off`;
      return read(tx);
    },
    { isolationLevel: 'RepeatableRead', timeout: LIMIT_MS, maxWait: 60_000 },
  );
}

const stayIdle = (tx: Tx) => tx.$executeRaw`set local idle_in_transaction_session_timeout = 0`;

import { AppError } from '@/server/problem/appError';
import type { Db } from './client';

/** Months whose partitions are there, by database. */
const ensured = new WeakMap<Db, Set<string>>();

/**
 * Makes the partitions of finding results that these times lead to. Before the transaction that writes the results, not
 * inside it: attaching a partition locks what its rows refer to.
 * @throws AppError past-retention for a time whose results are no longer kept
 */
export async function ensureFindingPartitions(db: Db, times: readonly Date[]): Promise<void> {
  const known = ensured.get(db) ?? new Set();
  ensured.set(db, known);
  const months = new Set(times.map((time) => time.toISOString().slice(0, 7)));
  for (const month of months) {
    if (known.has(month)) continue;
    try {
      await db.$queryRaw`select 1 as ensured from ensure_finding_partition(${new Date(`${month}-01T00:00:00Z`)}::timestamptz)`;
    } catch (error) {
      if (/SL001|past retention/.test(String(error))) {
        throw new AppError('past-retention', `acquired in ${month}: results of that time are no longer kept here`);
      }
      throw error;
    }
    known.add(month);
  }
}

/**
 * Runs a transaction that writes results of these times, with their partitions there. When one was dropped since this
 * process made sure of it, that is looked at anew, once.
 * @throws AppError past-retention
 */
export async function withFindingPartitions<T>(db: Db, times: readonly Date[], write: () => Promise<T>): Promise<T> {
  await ensureFindingPartitions(db, times);
  try {
    return await write();
  } catch (error) {
    if (!lacksPartition(error)) throw error;
    forgetFindingPartitions(db);
    await ensureFindingPartitions(db, times);
    return write();
  }
}

/** Whether a write failed since its partition was dropped, or never made. */
export const lacksPartition = (error: unknown): boolean => /23514|no partition of relation/.test(describe(error));

const describe = (error: unknown): string =>
  error instanceof Error ? `${error.message} ${error.cause === undefined ? '' : describe(error.cause)}` : String(error);

/** As after partitions were dropped. */
export const forgetFindingPartitions = (db: Db): boolean => ensured.delete(db);

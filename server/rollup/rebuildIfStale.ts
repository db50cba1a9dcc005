import type { Db } from '@/server/db/client';
import { rebuildRollup } from './rebuild';

/**
 * Makes the rollup anew when a migration marked it as stale: cells from before have zeros where it added columns. Writers
 * need not wait. Doing it twice at once is safe: the second finds the same sums.
 * Answers the number of results that were counted, null when there was nothing to do.
 */
export async function rebuildIfStale(db: Db): Promise<number | null> {
  const state = await db.rollupState.findUnique({ where: { id: 1 } });
  if (state?.stale !== true) return null;
  return (await rebuildRollup(db, { keep: true })).results;
}

import type { Db } from '@/server/db/client';
import { ADD_TO_CELL, SUMMED_VALUES, VALUE_COLUMNS } from './columns';

/** Hours are kept for two days and days for a quarter; older cells are merged into the next coarser grain. */
export const KEEP_HOURS_DAYS = 2;
export const KEEP_DAYS_DAYS = 92;

/** Merges cells that are older than their grain is kept for. Sums do not change, only the resolution in time. */
export async function compactRollup(db: Db, now: Date): Promise<void> {
  await coarsen(db, 'hour', 'day', new Date(now.getTime() - KEEP_HOURS_DAYS * 86_400_000));
  await coarsen(db, 'day', 'month', new Date(now.getTime() - KEEP_DAYS_DAYS * 86_400_000));
}

// A cell moves only when its whole coarse period is past, so a period is never told in two grains at once.
async function coarsen(db: Db, from: string, to: 'day' | 'month', before: Date): Promise<void> {
  await db.$executeRaw`
    with moved as (
      delete from rollup_cell
      where grain = ${from} and start < date_trunc(${to}, ${before}::timestamptz, 'UTC')
      returning *
    )
    insert into rollup_cell as cell (finding_id, by, stratum, site, grain, start, ${VALUE_COLUMNS})
    select finding_id, by, stratum, site, ${to}, date_trunc(${to}, start, 'UTC'), ${SUMMED_VALUES}
    from moved
    group by 1, 2, 3, 4, 6
    order by 1, 2, 3, 4, 6
    ${ADD_TO_CELL}`;
}

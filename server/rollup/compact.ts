import type { Db, Tx } from '@/server/db/client';
import { ADD_TO_CELL, CELL_ORDER, SUMMED_VALUES, VALUE_COLUMNS } from './columns';
import { daysFrom, hoursFrom } from './grain';
import { holdRollup } from './holdRollup';

export { KEEP_DAYS_DAYS, KEEP_HOURS_DAYS } from './grain';

/** Merges cells that are older than their grain is kept for. Sums do not change, only the resolution in time. */
export function compactRollup(db: Db, now: Date): Promise<void> {
  return holdRollup(db, () => coarsenRollup(db, now));
}

/** The same for who holds the rollup already. */
export async function coarsenRollup(db: Db | Tx, now: Date): Promise<void> {
  await coarsen(db, 'hour', 'day', hoursFrom(now));
  await coarsen(db, 'day', 'month', daysFrom(now));
}

/**
 * Merges cells from before a time, the start of a coarse period: so a cell moves only when its whole period is past. In
 * the order in which writers lock cells, so that nobody waits in a circle.
 */
export async function coarsen(db: Db | Tx, from: 'hour' | 'day', to: 'day' | 'month', before: Date): Promise<void> {
  await db.$executeRaw`
    with locked as materialized (
      select finding_id, by, stratum, site, grain, start
      from rollup_cell
      where grain = ${from} and start < ${before}
      order by ${CELL_ORDER}
      for update
    ), moved as (
      delete from rollup_cell c using locked l
      where (c.finding_id, c.by, c.stratum, c.site, c.grain, c.start)
        = (l.finding_id, l.by, l.stratum, l.site, l.grain, l.start)
      returning c.*
    ), summed as (
      select finding_id, by, stratum, site, date_trunc(${to}, start, 'UTC') as start, ${SUMMED_VALUES}
      from moved
      group by 1, 2, 3, 4, 5
    )
    insert into rollup_cell as cell (finding_id, by, stratum, site, grain, start, ${VALUE_COLUMNS})
    select s.finding_id, s.by, s.stratum, s.site, ${to}, s.start, ${VALUE_COLUMNS}
    from summed s
    order by ${CELL_ORDER}
    ${ADD_TO_CELL}`;
}

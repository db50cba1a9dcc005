import type { RollupFilter, Stratifier } from '@/server/cohort/cohortFilter';
import { db } from '@/server/db/client';
import { cellFilter } from './cellFilter';
import { CELL_SUMS, type CellSums } from './cellSums';

export type StratumSums = CellSums & { stratum: string };

/** Sums of the cells of a finding by stratum, those with most cases first; by site without `by`. */
export async function readStrata(
  findingId: number,
  filter: RollupFilter,
  by: Stratifier | null,
): Promise<StratumSums[]> {
  const { where, strata } = cellFilter(filter, by);
  return db().$queryRaw<StratumSums[]>`
    select ${strata} as stratum, ${CELL_SUMS}
    from rollup_cell c
    where c.finding_id = ${findingId} and ${where}
    group by 1
    having sum(c.n) > 0
    order by 2 desc, 1`;
}

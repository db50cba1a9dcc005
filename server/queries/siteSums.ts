import { db } from '@/server/db/client';
import type { Prisma } from '@/server/db/generated/client';
import { CELL_SUMS, type CellSums } from './cellSums';

export type SiteSums = CellSums & { site: string };

/** Sums of the cells of a predicate, by finding and site; sites in the order of their names. */
export async function readSiteSums(cells: Prisma.Sql): Promise<Map<number, SiteSums[]>> {
  const rows = await db().$queryRaw<(SiteSums & { findingId: number })[]>`
    select c.finding_id as "findingId", c.site, ${CELL_SUMS}
    from rollup_cell c
    where ${cells}
    group by c.finding_id, c.site
    order by c.finding_id, c.site`;
  const byFinding = new Map<number, SiteSums[]>();
  for (const { findingId, ...sums } of rows) {
    const list = byFinding.get(findingId);
    if (list === undefined) byFinding.set(findingId, [sums]);
    else list.push(sums);
  }
  return byFinding;
}

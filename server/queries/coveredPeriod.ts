import type { RollupFilter, Stratifier } from '@/server/cohort/cohortFilter';
import { db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { CELL_END, cellFilter } from './cellFilter';

/** First start and last end of cells, RFC 3339; null when there are none. */
export type CoveredPeriod = { from: string | null; to: string | null };

/** What the cells of a filter cover. */
export async function readPeriod(
  findingId: number,
  filter: RollupFilter,
  by: Stratifier | null,
): Promise<CoveredPeriod> {
  const { where, whole } = cellFilter(filter, by);
  const [period] = await db().$queryRaw<{ from: Date | null; to: Date | null }[]>(
    whole
      ? endsOfWhole(findingId, where)
      : Prisma.sql`
        select min(c.start) as "from", max(${CELL_END}) as "to"
        from rollup_cell c where c.finding_id = ${findingId} and ${where}`,
  );
  return { from: period?.from?.toISOString() ?? null, to: period?.to?.toISOString() ?? null };
}

/** Of every cell of the whole time the first and last of each grain: index probes, however many hours there are. */
const endsOfWhole = (findingId: number, where: Prisma.Sql): Prisma.Sql => Prisma.sql`
  select min(e.first) as "from", max(e.last + g.length) as "to"
  from rollup_cell c
  cross join (values ('hour', interval '1 hour'), ('day', interval '1 day'), ('month', interval '1 month')) g (grain, length)
  cross join lateral (
    select min(t.start) as first, max(t.start) as last
    from rollup_cell t
    where t.finding_id = c.finding_id and t.by = c.by and t.stratum = c.stratum and t.site = c.site and t.grain = g.grain
  ) e
  where c.finding_id = ${findingId} and ${where}`;

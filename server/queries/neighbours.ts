import type { CohortFilter } from '@/server/cohort/cohortFilter';
import { db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { isUuid } from '@/server/db/isUuid';
import { apartFrom, type CaseSort, COUNT_LIMIT, caseConditions, caseKeys, sortKey } from './caseRows';

/** `total` stops at `COUNT_LIMIT`, and no position is told beyond it. */
export type Neighbours = { previous: string | null; next: string | null; position: number | null; total: number };

/**
 * The cases before and after one in a filtered and sorted list, and its place there (1 = first); null when it is not in it.
 * `hidden`: those whose results the caller may not hear of; they are passed over where filter or sort asks for results.
 */
export async function neighbours(
  id: string,
  filter: CohortFilter,
  sort: CaseSort = 'received',
  hidden: ReadonlySet<string> = new Set(),
): Promise<Neighbours> {
  if (!isUuid(id)) return { previous: null, next: null, position: null, total: 0 };
  const key = sortKey(sort);
  const apart = apartFrom(hidden, filter, sort);
  const source = Prisma.sql`from ${caseKeys(filter, sort)} where ${caseConditions(filter)} ${apart}`;
  const count = async (condition: Prisma.Sql): Promise<number> => {
    const [row] = await db().$queryRaw<{ n: number }[]>`
      select count(*)::int as n from (select 1 ${source} and ${condition} limit ${COUNT_LIMIT}) counted`;
    return row?.n ?? 0;
  };
  const [here] = await db().$queryRaw<{ key: number }[]>`select ${key.number} as key ${source} and i.id = ${id}::uuid`;
  const total = await count(Prisma.sql`true`);
  if (here === undefined) return { previous: null, next: null, position: null, total };
  const place = Prisma.sql`(${key.order}, i.id)`;
  const own = Prisma.sql`(${key.from(here.key)}, ${id}::uuid)`;
  const [before, [previous], [next]] = await Promise.all([
    count(Prisma.sql`${place} > ${own}`),
    db().$queryRaw<{ id: string }[]>`select i.id ${source} and ${place} > ${own} order by ${key.order}, i.id limit 1`,
    db().$queryRaw<
      { id: string }[]
    >`select i.id ${source} and ${place} < ${own} order by ${key.order} desc, i.id desc limit 1`,
  ]);
  const position = total < COUNT_LIMIT ? before + 1 : null;
  return { previous: previous?.id ?? null, next: next?.id ?? null, position, total };
}

import type { CohortFilter } from '@/server/cohort/cohortFilter';
import { db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { isUuid } from '@/server/db/isUuid';
import { type CaseSort, caseConditions, caseSource, sortKey } from './caseRows';

export type Neighbours = { previous: string | null; next: string | null; position: number | null; total: number };

/** The cases before and after one in a filtered and sorted list, and its place there (1 = first); null when it is not in it. */
export async function neighbours(id: string, filter: CohortFilter, sort: CaseSort = 'received'): Promise<Neighbours> {
  if (!isUuid(id)) return { previous: null, next: null, position: null, total: 0 };
  const key = sortKey(sort);
  const source = Prisma.sql`from ${caseSource(filter)} where ${caseConditions(filter)}`;
  const [here] = await db().$queryRaw<{ key: number }[]>`select ${key.number} as key ${source} and i.id = ${id}::uuid`;
  const [counted] = await db().$queryRaw<{ total: number }[]>`select count(*)::int as total ${source}`;
  const total = counted?.total ?? 0;
  if (here === undefined) return { previous: null, next: null, position: null, total };
  const place = Prisma.sql`(${key.order}, i.id)`;
  const own = Prisma.sql`(${key.from(here.key)}, ${id}::uuid)`;
  const [[before], [previous], [next]] = await Promise.all([
    db().$queryRaw<{ n: number }[]>`select count(*)::int as n ${source} and ${place} > ${own}`,
    db().$queryRaw<{ id: string }[]>`select i.id ${source} and ${place} > ${own} order by ${key.order}, i.id limit 1`,
    db().$queryRaw<
      { id: string }[]
    >`select i.id ${source} and ${place} < ${own} order by ${key.order} desc, i.id desc limit 1`,
  ]);
  return { previous: previous?.id ?? null, next: next?.id ?? null, position: (before?.n ?? 0) + 1, total };
}

import { type RollupFilter, STRATIFIERS, type Stratifier } from '@/server/cohort/cohortFilter';
import { Prisma } from '@/server/db/generated/client';
import { AppError } from '@/server/problem/appError';

/**
 * The rollup cells of a filter, as a predicate on `c`. One rollup is kept per stratifier × site, so beside site and
 * time a filter may name one stratifier, which must be the one that is asked for (or the strata are sites). Of a
 * period those cells count that lie wholly within it.
 * @throws AppError invalid-field for a combination that no rollup holds, or a period of broken hours
 */
export function cellFilter(filter: RollupFilter, by: Stratifier | null): { by: Stratifier; where: Prisma.Sql } {
  const named = STRATIFIERS.filter((stratifier) => stratifier !== 'site' && filter[stratifier] !== undefined);
  const wanted = new Set([...named, ...(by === null || by === 'site' ? [] : [by])]);
  if (wanted.size > 1) {
    throw new AppError(
      'invalid-field',
      `no rollup holds ${[...wanted].join(' × ')}: filter by site and one more variable`,
      {
        errors: [...wanted].map((path) => ({ path, detail: 'one variable beside site at a time' })),
      },
    );
  }
  const stratifier = [...wanted][0] ?? 'site';
  const conditions = [Prisma.sql`c.by = ${stratifier}`];
  const value = filter[stratifier];
  if (value !== undefined) conditions.push(Prisma.sql`c.stratum = ${value}`);
  if (filter.site !== undefined) conditions.push(Prisma.sql`c.site = ${filter.site}`);
  if (filter.from !== undefined) conditions.push(Prisma.sql`c.start >= ${wholeHour('from', filter.from)}`);
  if (filter.to !== undefined) conditions.push(Prisma.sql`${CELL_END} <= ${wholeHour('to', filter.to)}`);
  return { by: stratifier, where: Prisma.join(conditions, ' and ') };
}

/** Where a cell ends: rows of the past are coarser than an hour. */
export const CELL_END = Prisma.sql`(c.start + ('1 ' || c.grain)::interval)`;

function wholeHour(path: 'from' | 'to', text: string): Date {
  const time = new Date(text);
  if (time.getTime() % 3_600_000 === 0) return time;
  throw new AppError('invalid-field', `${path}: aggregates are kept by the hour, so give a whole hour in UTC`, {
    errors: [{ path, detail: 'as in 2026-11-22T14:00:00Z' }],
  });
}

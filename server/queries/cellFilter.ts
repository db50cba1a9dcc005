import { type RollupFilter, STRATIFIERS, type Stratifier } from '@/server/cohort/cohortFilter';
import { Prisma } from '@/server/db/generated/client';
import { AppError } from '@/server/problem/appError';

/** `where`: the fewest cells of a filter; `times`: the same as cells of hours, days and months. */
export type CellFilter = { by: Stratifier; where: Prisma.Sql; times: Prisma.Sql };

/**
 * The rollup cells of a filter, as a predicate on `c`. One rollup is kept per stratifier × site, so beside site and
 * time a filter may name one stratifier, which must be the one that is asked for (or the strata are sites). Of a
 * period those cells count that lie wholly within it.
 * @throws AppError invalid-field for a combination that no rollup holds, or a period of broken hours
 */
export function cellFilter(filter: RollupFilter, by: Stratifier | null): CellFilter {
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
  const cells = Prisma.join(conditions, ' and ');
  const times = Prisma.sql`c.grain <> 'all' and ${cells}`;
  const whole = filter.from === undefined && filter.to === undefined;
  return { by: stratifier, where: whole ? Prisma.sql`c.grain = 'all' and ${cells}` : times, times };
}

/** Where a cell ends: rows of the past are coarser than an hour. null for the whole time. */
export const CELL_END = Prisma.sql`case c.grain
  when 'hour' then c.start + interval '1 hour' when 'day' then c.start + interval '1 day'
  when 'month' then c.start + interval '1 month' end`;

function wholeHour(path: 'from' | 'to', text: string): Date {
  const time = new Date(text);
  if (time.getTime() % 3_600_000 === 0) return time;
  throw new AppError('invalid-field', `${path}: aggregates are kept by the hour, so give a whole hour in UTC`, {
    errors: [{ path, detail: 'as in 2026-11-22T14:00:00Z' }],
  });
}

import { type RollupFilter, STRATIFIERS, type Stratifier } from '@/server/cohort/cohortFilter';
import { Prisma } from '@/server/db/generated/client';
import { AppError } from '@/server/problem/appError';

/**
 * `where`: the fewest cells of a filter, those of the whole time where it names no period (`whole`); `times`: the same as
 * cells of hours, days and months. `strata`: the column of the strata that were asked for, sites without.
 */
export type CellFilter = {
  by: Stratifier;
  where: Prisma.Sql;
  times: Prisma.Sql;
  whole: boolean;
  strata: Prisma.Sql;
};

/**
 * The rollup cells of a filter, as a predicate on `c`. One rollup is kept per stratifier × site, so beside site and
 * time a filter may name one stratifier, which must be the one that is asked for (or the strata are sites). Of a
 * period those cells count that lie wholly within it.
 * @throws AppError invalid-field for a combination that no rollup holds, or a period of broken hours
 */
export function cellFilter(filter: RollupFilter, by: Stratifier | null): CellFilter {
  const wanted = variablesOf(filter, by);
  if (wanted.length > 1) {
    const detail = `no rollup holds ${wanted.join(' × ')}: filter by site and one more variable`;
    const errors = wanted.map((path) => ({ path, detail: 'one variable beside site at a time' }));
    throw new AppError('invalid-field', detail, { errors });
  }
  const stratifier = wanted[0] ?? 'site';
  const value = filter[stratifier];
  const cells = Prisma.join(
    [
      Prisma.sql`c.by = ${stratifier}`,
      ...(value === undefined ? [] : [Prisma.sql`c.stratum = ${value}`]),
      ...siteAndTime(filter),
    ],
    ' and ',
  );
  const times = Prisma.sql`${TIMED} and ${cells}`;
  const whole = isWhole(filter);
  return {
    by: stratifier,
    where: whole ? Prisma.sql`c.grain = 'all' and ${cells}` : times,
    times,
    whole,
    strata: by === null || by === 'site' ? Prisma.sql`c.site` : Prisma.sql`c.stratum`,
  };
}

/** The cells of every variable for a filter on site and time alone, as `where` of `cellFilter`. */
export const anyVariable = (filter: Pick<RollupFilter, 'site' | 'from' | 'to'>): Prisma.Sql =>
  Prisma.join([isWhole(filter) ? Prisma.sql`c.grain = 'all'` : TIMED, ...siteAndTime(filter)], ' and ');

const isWhole = ({ from, to }: RollupFilter): boolean => from === undefined && to === undefined;

function siteAndTime({ site, from, to }: RollupFilter): Prisma.Sql[] {
  return [
    ...(site === undefined ? [] : [Prisma.sql`c.site = ${site}`]),
    ...(from === undefined ? [] : [Prisma.sql`c.start >= ${wholeHour('from', from)}`]),
    ...(to === undefined ? [] : [Prisma.sql`${CELL_END} <= ${wholeHour('to', to)}`]),
  ];
}

/** Whether some rollup answers a filter; others are asked as an analysis. */
export const rollupHolds = (filter: RollupFilter, by: Stratifier | null): boolean =>
  variablesOf(filter, by).length <= 1 && isWholeHour(filter.from) && isWholeHour(filter.to);

/** The variables beside site and time that a question touches. */
function variablesOf(filter: RollupFilter, by: Stratifier | null): Stratifier[] {
  return STRATIFIERS.filter(
    (stratifier) => stratifier !== 'site' && (stratifier === by || filter[stratifier] !== undefined),
  );
}

/** Cells of a period, as the index on grain and start finds them. */
const TIMED = Prisma.sql`c.grain in ('hour', 'day', 'month')`;

/** Where a cell ends: rows of the past are coarser than an hour. null for the whole time. */
export const CELL_END = Prisma.sql`case c.grain
  when 'hour' then c.start + interval '1 hour' when 'day' then c.start + interval '1 day'
  when 'month' then c.start + interval '1 month' end`;

function wholeHour(path: 'from' | 'to', text: string): Date {
  if (isWholeHour(text)) return new Date(text);
  throw new AppError('invalid-field', `${path}: aggregates are kept by the hour, so give a whole hour in UTC`, {
    errors: [{ path, detail: 'as in 2026-11-22T14:00:00Z' }],
  });
}

const isWholeHour = (text: string | undefined): boolean =>
  text === undefined || new Date(text).getTime() % 3_600_000 === 0;

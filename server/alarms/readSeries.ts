import type { Tx } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import type { Moments } from '@/server/stats/moments';
import type { Measure, RankStatistic } from './statistic';

export { dayAt, dayText, indexOfDay } from './days';

const DAY = 86_400_000;

/**
 * One sequence: a finding at a site in a view. `first`: its first day, at midnight UTC; `days`: moments of patient-days of
 * every day from then on to the last of all sequences, empty ones too. `changed`: the first day that was counted
 * anew since the time that was asked for, as an index; null when none was.
 */
export type Series = {
  findingId: number;
  finding: string;
  site: string;
  viewPosition: string;
  first: Date;
  days: Moments[];
  changed: number | null;
};

/** Moments of one day of one sequence. */
export type SeriesRow = {
  findingId: number;
  finding: string;
  site: string;
  viewPosition: string;
  day: Date;
  n: number;
  sum: number;
  sumOfSquares: number;
  isChanged: boolean;
};

type Asked = {
  findingIds: readonly number[];
  measure: Exclude<Measure, RankStatistic>;
  from?: Date;
  since?: Date | null;
};

/** The sequences of these findings, by finding, site and view; one row of the database a day. */
export async function readSeries(tx: Tx, { findingIds, measure, from, since = null }: Asked): Promise<Series[]> {
  const start = from === undefined ? Prisma.empty : Prisma.sql`and d.day >= ${from}::date`;
  const rows = await tx.$queryRaw<SeriesRow[]>`
    select d.finding_id as "findingId", f.name as finding, d.site, d.view_position as "viewPosition", d.day,
      (d.moments -> ${measure} ->> 0)::float8 as n, (d.moments -> ${measure} ->> 1)::float8 as sum,
      (d.moments -> ${measure} ->> 2)::float8 as "sumOfSquares",
      ${since === null ? Prisma.sql`true` : Prisma.sql`d.changed_at > ${since}`} as "isChanged"
    from alarm_day d join finding f on f.id = d.finding_id
    where d.finding_id = any(${[...findingIds]}::int[]) ${start}
    order by f.channel, d.site, d.view_position, d.day`;
  return seriesOfRows(
    rows.filter(({ n }) => n > 0),
    rows,
  );
}

/**
 * Rows as sequences, which all end with the last day of any.
 * @param rows those with values, of each sequence by day
 * @param all also those without, for the last day
 */
export function seriesOfRows(rows: readonly SeriesRow[], all: readonly { day: Date }[]): Series[] {
  const newest = all.reduce((latest, { day }) => Math.max(latest, day.getTime()), 0);
  return grouped(rows).map((group) => seriesOf(group, newest));
}

function grouped(rows: readonly SeriesRow[]): SeriesRow[][] {
  const groups = new Map<string, SeriesRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.findingId, row.site, row.viewPosition]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

function seriesOf(rows: readonly SeriesRow[], newest: number): Series {
  const [head] = rows;
  if (head === undefined) throw new RangeError('rows: none');
  const { findingId, finding, site, viewPosition, day: first } = head;
  const indexOf = (day: Date): number => Math.round((day.getTime() - first.getTime()) / DAY);
  const days = Array.from({ length: indexOf(new Date(newest)) + 1 }, () => ({ n: 0, sum: 0, sumOfSquares: 0 }));
  for (const { day, n, sum, sumOfSquares } of rows) days[indexOf(day)] = { n, sum, sumOfSquares };
  const changed = rows.find(({ isChanged }) => isChanged);
  return {
    ...{ findingId, finding, site, viewPosition, first, days },
    changed: changed === undefined ? null : indexOf(changed.day),
  };
}

import { z } from 'zod';
import type { Tx } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { countBins, placeMoments, placesAmong } from './ranks';
import { type Series, type SeriesRow, seriesOfRows } from './readSeries';
import type { RankStatistic } from './statistic';

type Period = { referenceFrom: string; referenceTo: string };

type Asked = { findingIds: readonly number[]; from?: Date; since?: Date | null };

type Row = Omit<SeriesRow, 'n' | 'sum' | 'sumOfSquares'> & {
  positives: unknown;
  negatives: unknown;
  isReference: boolean;
  isShown: boolean;
};

const bins = z.array(z.number().int());

/**
 * The sequences of ranks, by finding, site and view. `reference-auc`: the place of each patient-day with the finding among
 * those without it of the reference period at the same site, in the same view. `site-gap`: the place of each without it
 * among those without it of the reference period at all other sites, in the same view; .5 is no gap. A sequence with too
 * little to be ranked among has days without values. When the reference was counted anew, so were all days.
 */
export async function readRanks(tx: Tx, statistic: RankStatistic, period: Period, asked: Asked): Promise<Series[]> {
  const rows = await readRows(tx, period, asked);
  const isGap = statistic === 'site-gap';
  const references = referencesOf(rows.filter(({ isReference }) => isReference));
  const ranked = rows
    .filter(({ isShown }) => isShown)
    .flatMap((row) => {
      const own = bins.parse(isGap ? row.negatives : row.positives);
      if (own.length === 0) return [];
      const { places, isChanged } = references(row, isGap);
      const moments = places === null ? { n: 0, sum: 0, sumOfSquares: 0 } : placeMoments(own, places);
      return [{ ...row, ...moments, isChanged: row.isChanged || isChanged }];
    });
  return seriesOfRows(ranked, rows);
}

async function readRows(
  tx: Tx,
  { referenceFrom, referenceTo }: Period,
  { findingIds, from, since = null }: Asked,
): Promise<Row[]> {
  const isReference = Prisma.sql`d.day between ${referenceFrom}::date and ${referenceTo}::date`;
  const isShown = from === undefined ? Prisma.sql`true` : Prisma.sql`d.day >= ${from}::date`;
  return tx.$queryRaw<Row[]>`
    select d.finding_id as "findingId", f.name as finding, d.site, d.view_position as "viewPosition", d.day,
      coalesce(d.moments -> 'positive-bins', '[]') as positives, coalesce(d.moments -> 'negative-bins', '[]') as negatives,
      ${isReference} as "isReference", ${isShown} as "isShown",
      ${since === null ? Prisma.sql`true` : Prisma.sql`d.changed_at > ${since}`} as "isChanged"
    from alarm_day d join finding f on f.id = d.finding_id
    where d.finding_id = any(${[...findingIds]}::int[]) and (${isShown} or ${isReference})
    order by f.channel, d.site, d.view_position, d.day`;
}

type Counted = { counts: Float64Array; isChanged: boolean };
type Reference = { places: Float64Array | null; isChanged: boolean };
type Place = Pick<Row, 'findingId' | 'site' | 'viewPosition'>;

/** What a place is ranked among: its own site's negatives, or with `isGap` those of all others in its view; made once each. */
function referencesOf(rows: readonly Row[]): (place: Place, isGap: boolean) => Reference {
  const everywhere = new Map<string, Counted>();
  const bySite = new Map<string, Counted>();
  for (const row of rows) {
    const negatives = bins.parse(row.negatives);
    count(everywhere, viewKey(row), negatives, row.isChanged);
    count(bySite, placeKey(row), negatives, row.isChanged);
  }
  const made = new Map<string, Reference>();
  return (place, isGap) => {
    const before = made.get(placeKey(place));
    if (before !== undefined) return before;
    const own = bySite.get(placeKey(place));
    const among = isGap ? others(everywhere.get(viewKey(place)), own) : own;
    const places = among === undefined ? null : placesAmong(among.counts);
    const reference = { places, isChanged: among?.isChanged ?? false };
    made.set(placeKey(place), reference);
    return reference;
  };
}

const viewKey = ({ findingId, viewPosition }: Place): string => JSON.stringify([findingId, viewPosition]);
const placeKey = ({ findingId, site, viewPosition }: Place): string => JSON.stringify([findingId, site, viewPosition]);

function count(all: Map<string, Counted>, key: string, negatives: readonly number[], isChanged: boolean): void {
  const before = all.get(key);
  all.set(key, {
    counts: countBins(negatives, before?.counts),
    isChanged: isChanged || before?.isChanged === true,
  });
}

function others(all: Counted | undefined, own: Counted | undefined): Counted | undefined {
  if (all === undefined || own === undefined) return all;
  return { counts: all.counts.map((n, bin) => n - (own.counts[bin] ?? 0)), isChanged: all.isChanged };
}

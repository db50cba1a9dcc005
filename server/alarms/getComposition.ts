import { type Db, db as processDb } from '@/server/db/client';
import { daysOfMoments, type MixDay, type MixKind, type MixShare, mixShare } from './composition';
import { dayAt, dayText, indexOfDay, readSeries, type Series } from './readSeries';
import { subjectOf } from './storedRule';
import { dateOf } from './watched';

type Period = { referenceFrom: string; referenceTo: string };

/** A share with the days that its weeks begin on. */
export type CompositionShare = Omit<MixShare, 'weeks'> & {
  weeks: { start: string; share: number | null; n: number }[];
};

/** Who comes, against the reference period; `finding`: the one that prevalence is about. Empty before days were counted. */
export type Composition = Period & { model: string; finding: string; asOf: string; shares: CompositionShare[] };

/** Sites and views at most, the largest first. */
const MOST = 12;

/**
 * Shares of sites, views, portable images and prevalence over time, from the days that alarms are made of, all in
 * patient-days.
 * @throws AppError not-found, invalid-field
 */
export async function getComposition(
  asked: { model: string; finding: string | null } & Period,
  db: Db = processDb(),
): Promise<Composition> {
  const { model, findings } = await subjectOf(db, asked);
  const [finding] = findings;
  const { referenceFrom, referenceTo } = asked;
  const findingIds = finding === undefined ? [] : [finding.id];
  const [seen, portable, truth] = await Promise.all([
    readSeries(db, { findingIds, measure: 'score' }),
    readSeries(db, { findingIds, measure: 'portable' }),
    readSeries(db, { findingIds, measure: 'truth' }),
  ]);
  const first = new Date(Math.min(...seen.map((one) => one.first.getTime())));
  const head = { model, finding: finding?.name ?? '', referenceFrom, referenceTo, asOf: new Date().toISOString() };
  if (seen.length === 0) return { ...head, shares: [] };
  const period = { first: indexOfDay(first, dateOf(referenceFrom)), last: indexOfDay(first, dateOf(referenceTo)) };
  const share = (by: MixKind, stratum: string, days: readonly MixDay[]): CompositionShare => {
    const { weeks, ...rest } = mixShare(by, stratum, days, period);
    return { ...rest, weeks: weeks.map(({ start, ...week }) => ({ start: dayText(dayAt(first, start)), ...week })) };
  };
  const strata = (by: 'site' | 'viewPosition') =>
    largest(seen, by).map((stratum) => share(by, stratum, strataDays(seen, by, stratum, first)));
  return {
    ...head,
    shares: [
      ...strata('site'),
      ...strata('viewPosition'),
      ...(portable.length === 0 ? [] : [share('portable', 'portable', sumDays(portable, first))]),
      ...(truth.length === 0 ? [] : [share('prevalence', head.finding, sumDays(truth, first))]),
    ],
  };
}

function largest(series: readonly Series[], by: 'site' | 'viewPosition'): string[] {
  const sizes = new Map<string, number>();
  for (const one of series) sizes.set(one[by], (sizes.get(one[by]) ?? 0) + one.days.reduce((n, day) => n + day.n, 0));
  const order = [...sizes].toSorted(([, a], [, b]) => b - a).slice(0, MOST);
  return order.map(([stratum]) => stratum);
}

/** Patient-days of one site or view among all, day by day from `first` on. */
function strataDays(all: readonly Series[], by: 'site' | 'viewPosition', stratum: string, first: Date): MixDay[] {
  const own = sumDays(
    all.filter((one) => one[by] === stratum),
    first,
  );
  return sumDays(all, first).map(({ n }, i) => ({ hits: own[i]?.n ?? 0, n }));
}

/** Sums of several series, day by day from `first` on. */
function sumDays(all: readonly Series[], first: Date): MixDay[] {
  const sums: MixDay[] = [];
  for (const series of all) {
    const offset = indexOfDay(first, series.first);
    for (const [i, { hits, n }] of daysOfMoments(series.days).entries()) {
      const at = offset + i;
      while (sums.length <= at) sums.push({ hits: 0, n: 0 });
      const before = sums[at] ?? { hits: 0, n: 0 };
      sums[at] = { hits: before.hits + hits, n: before.n + n };
    }
  }
  return sums;
}

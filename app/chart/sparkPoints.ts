import { count, plural } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { bucketLabel } from '@/app/format/time';
import type { Overview, TrendPoint } from '@/server/queries/overview';

/** Defined points of a trend with their place in it. */
export const sparkPoints = (trend: TrendPoint[]): { index: number; share: number }[] =>
  trend.flatMap((point, index) => (point.meanOutside === null ? [] : [{ index, share: point.meanOutside }]));

/** The span that a sparkline shows: that of its shares, widened to at least 20 points and kept inside 0 to 1. */
export function sparkSpan(shares: number[]): { low: number; high: number } | null {
  if (shares.length === 0) return null;
  const [min, max] = [Math.min(...shares), Math.max(...shares)];
  const missing = Math.max(0, 0.2 - (max - min)) / 2;
  const low = Math.min(Math.max(min - missing, 0), 0.8);
  return { low, high: Math.max(Math.min(max + missing, 1), low + 0.2) };
}

/** A trend in words: its first and its last defined point, each with its time and how many maps it holds. */
export function sparkLabel(trend: TrendPoint[], grain: Overview['trendGrain']): string {
  const points = trend.flatMap(({ start, outsideN, meanOutside }) =>
    meanOutside === null ? [] : [`${percent(meanOutside)} (${bucketLabel(start, grain)}, n ${count(outsideN)})`],
  );
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return 'Outside share: no defined point';
  if (points.length === 1) return `Outside share by ${grain}: ${first}, the only point`;
  return `Outside share by ${grain}: first ${first}, last ${last}, ${plural(points.length, 'point')}`;
}

import type { Interval } from '@/server/stats/aucInterval';
import { longRunSpread } from '@/server/stats/longRunSpread';
import { type Moments, meanOf, squaredDeviations } from '@/server/stats/moments';
import type { RuleParameters } from './statistic';

/** What a sequence is held against. `spread`: long-run standard deviation of a patient-day; `sd`: the plain one. */
export type Reference = { n: number; mean: number; sd: number; spread: number; band: Interval };

/**
 * Band and spread of one sequence from its own reference period. Null under `burnIn` patient-days: then nothing can be
 * said of it, and it is not watched.
 * @param days moments of each day of the reference period, oldest first
 */
export function referenceOf(days: readonly Moments[], { band, burnIn }: RuleParameters): Reference | null {
  const all = days.reduce<Moments>(addMoments, { n: 0, sum: 0, sumOfSquares: 0 });
  if (all.n < burnIn) return null;
  const mean = meanOf(all);
  const sd = Math.sqrt(squaredDeviations(all) / (all.n - 1));
  const spread = longRunSpread(days) ?? sd;
  if (band.kind === 'fixed') return { n: all.n, mean, sd, spread, band: { low: band.low, high: band.high } };
  const margin = band.unit === 'sd' ? band.margin * sd : band.margin;
  return { n: all.n, mean, sd, spread, band: { low: mean - margin, high: mean + margin } };
}

export const addMoments = (a: Moments, b: Moments): Moments => ({
  n: a.n + b.n,
  sum: a.sum + b.sum,
  sumOfSquares: a.sumOfSquares + b.sumOfSquares,
});

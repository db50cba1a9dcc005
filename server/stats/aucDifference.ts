import { incompleteBeta } from './incompleteBeta';
import { normalTail } from './normalTail';
import { studentQuantile } from './studentQuantile';
import { Z_95 } from './z95';

/** `value`: −1 to 1; `low` and `high`: 95 %; `statistic`: value in standard errors; `p`: two-sided, 0–1. */
export type AucDifference = {
  value: number;
  variance: number | null;
  low: number | null;
  high: number | null;
  statistic: number | null;
  p: number | null;
};

/**
 * Difference of two AUCs with its 95 % interval, cut to −1 to 1, and the two-sided p of no difference, from its
 * variance; Student's t with `df` degrees of freedom, or the normal distribution where `df` is infinite. Without a
 * variance, or where it is 0 (two AUCs of 1, the same scores twice), nothing is known of the error and all but the value
 * is null.
 */
export function aucDifference(value: number, variance: number | null, df: number): AucDifference {
  if (variance === null || variance === 0) {
    return { value, variance, low: null, high: null, statistic: null, p: null };
  }
  const error = Math.sqrt(variance);
  const statistic = value / error;
  const half = error * (df === Number.POSITIVE_INFINITY ? Z_95 : studentQuantile(0.975, df));
  const low = Math.max(-1, value - half);
  const high = Math.min(1, value + half);
  return { value, variance, low, high, statistic, p: twoSided(statistic, df) };
}

const twoSided = (statistic: number, df: number): number =>
  df === Number.POSITIVE_INFINITY
    ? 2 * normalTail(Math.abs(statistic))
    : incompleteBeta(df / (df + statistic * statistic), df / 2, 0.5);

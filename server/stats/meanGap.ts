import { type Moments, meanOf, squaredDeviations } from './moments';
import { studentQuantile } from './studentQuantile';

/** A difference of means with its 95 % interval; the interval is null under two of either. */
export type MeanGap = { value: number; low: number | null; high: number | null };

/**
 * Mean of `one` − mean of `other`, with Welch's interval: variances (n − 1) may differ, degrees of freedom after
 * Satterthwaite (Welch, Biometrika 1947; 34:28). Without any spread the interval is the value itself.
 * @throws RangeError `n: 0` for an empty sample
 */
export function meanGap(one: Moments, other: Moments): MeanGap {
  const value = meanOf(one) - meanOf(other);
  if (one.n < 2 || other.n < 2) return { value, low: null, high: null };
  const [a, b] = [one, other].map((sample) => squaredDeviations(sample) / (sample.n - 1) / sample.n);
  if (a === undefined || b === undefined || a + b === 0) return { value, low: value, high: value };
  const share = a / (a + b);
  const df = 1 / (share ** 2 / (one.n - 1) + (1 - share) ** 2 / (other.n - 1));
  const half = studentQuantile(0.975, df) * Math.sqrt(a + b);
  return { value, low: value - half, high: value + half };
}

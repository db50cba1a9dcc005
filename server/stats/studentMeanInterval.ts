import type { MeanGap } from './meanGap';
import { type Moments, meanOf, squaredDeviations } from './moments';
import { studentQuantile } from './studentQuantile';

/**
 * Mean of values of any unit (logits, log ratios, differences of pairs) with Student's 95 % interval, in that unit:
 * mean ± t(.975; n − 1) · sd / √n with the sample standard deviation (n − 1). For values on 0–1 `meanInterval` cuts to
 * that range; for two means see `meanGap`. Values are treated as independent. The interval is null under two values,
 * and the mean itself without any spread. O(1).
 *
 * Source: Student, Biometrika 1908; 6:1.
 * @throws RangeError `n: 0` for an empty sample
 */
export function studentMeanInterval(sample: Moments): MeanGap {
  const value = meanOf(sample);
  if (sample.n < 2) return { value, low: null, high: null };
  const half = studentQuantile(0.975, sample.n - 1) * Math.sqrt(squaredDeviations(sample) / (sample.n - 1) / sample.n);
  return { value, low: value - half, high: value + half };
}

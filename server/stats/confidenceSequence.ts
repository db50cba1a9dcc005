import type { Interval } from './aucInterval';
import { type Moments, meanOf, squaredDeviations } from './moments';

/** A sequence is narrowest, for its level, about this many values after its start (SCIENCE §4.2). */
export const TIGHTEST_AT = 500;

/**
 * Asymptotic confidence sequence of a mean, from n, Σx and Σx² alone: an interval that holds the mean at *every* n at
 * once with chance 1 − alpha, so that one may look whenever one likes:
 * mean ± sd · √( 2 (nρ² + 1) / (n²ρ²) · ln( √(nρ² + 1) / alpha ) ), Robbins' normal mixture with the sample standard
 * deviation (n − 1). Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas, Ann Stat 2024; 52:2613, theorem 2.2; ρ by their choice for
 * the narrowest at n*: ρ² = (−2 ln alpha + ln(1 − 2 ln alpha)) / n*. "Asymptotic": as with the central limit theorem the
 * level is right from some n on, so an alarm has a burn-in. The values must be independent: use `clusterMeans`. Null
 * under two values. O(1).
 * @param leastSpread standard deviation that is taken at least: that of a long reference keeps a chance lull from
 *   narrowing the interval; 0 for the sample's own
 * @throws RangeError `alpha: …` outside 0–1, `tightest at: …` unless positive, `least spread: …` when negative
 */
export function confidenceSequence(
  moments: Moments,
  alpha: number,
  leastSpread = 0,
  tightestAt: number = TIGHTEST_AT,
): Interval | null {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha: ${alpha}`);
  if (!(tightestAt > 0)) throw new RangeError(`tightest at: ${tightestAt}`);
  if (!(leastSpread >= 0)) throw new RangeError(`least spread: ${leastSpread}`);
  const { n } = moments;
  if (n < 2) return null;
  const mean = meanOf(moments);
  const spread = Math.max(leastSpread, Math.sqrt(squaredDeviations(moments) / (n - 1)));
  const rho2 = (-2 * Math.log(alpha) + Math.log(1 - 2 * Math.log(alpha))) / tightestAt;
  const scale = (2 * (n * rho2 + 1)) / (n * n * rho2);
  const half = spread * Math.sqrt(scale * Math.log(Math.sqrt(n * rho2 + 1) / alpha));
  return { low: mean - half, high: mean + half };
}

import type { Interval } from './aucInterval';
import { Z_95 } from './z95';

/** Wilson's score interval of a share, without continuity correction. */
function wilson(hits: number, n: number): Interval {
  const share = hits / n;
  const centre = (share + Z_95 ** 2 / (2 * n)) / (1 + Z_95 ** 2 / n);
  const half = (Z_95 * Math.sqrt((share * (1 - share)) / n + Z_95 ** 2 / (4 * n * n))) / (1 + Z_95 ** 2 / n);
  return { low: centre - half, high: centre + half };
}

export type Count = { hits: number; n: number };

/**
 * Difference of two independent shares, one − other, with Newcombe's 95 % interval from the two Wilson intervals
 * (method 10, Stat Med 1998; 17:873). Null when either n is 0.
 * @throws RangeError `hits: …` when negative or more than n
 */
export function shareGap(one: Count, other: Count): (Interval & { value: number }) | null {
  for (const { hits, n } of [one, other]) {
    if (!(hits >= 0 && hits <= n)) throw new RangeError(`hits: ${hits} of ${n}`);
    if (n === 0) return null;
  }
  const [p, q] = [one.hits / one.n, other.hits / other.n];
  const [a, b] = [wilson(one.hits, one.n), wilson(other.hits, other.n)];
  const value = p - q;
  return { value, low: value - Math.hypot(p - a.low, b.high - q), high: value + Math.hypot(a.high - p, q - b.low) };
}

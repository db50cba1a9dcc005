import type { Interval } from './aucInterval';
import { wilsonInterval } from './wilsonInterval';

export type Count = { hits: number; n: number };

/**
 * Difference of two independent shares, one − other, with Newcombe's 95 % interval from the two Wilson intervals
 * (method 10, Stat Med 1998; 17:873). Null when either n is 0.
 * @throws RangeError `hits: …` when negative or more than n
 */
export function shareGap(one: Count, other: Count): (Interval & { value: number }) | null {
  const [a, b] = [wilsonInterval(one.hits, one.n), wilsonInterval(other.hits, other.n)];
  if (a === null || b === null) return null;
  const [p, q] = [a.value, b.value];
  const value = p - q;
  return { value, low: value - Math.hypot(p - a.low, b.high - q), high: value + Math.hypot(a.high - p, q - b.low) };
}

import { ascending } from './benjaminiHochberg';

/**
 * Holm's adjusted p-values (step-down Bonferroni), in the order given: rejecting where one is at most α keeps the
 * chance of any false rejection at α or under, however the tests depend on each other. For the i-th smallest of m: max
 * over j ≤ i of (m − j + 1) p_(j), at most 1. For gates fixed in advance. Empty for none. O(m log m).
 *
 * Source: Holm, Scand J Stat 1979; 6:65.
 * @throws RangeError `p: …` outside 0–1
 */
export function holm(pValues: ArrayLike<number>): Float64Array {
  const order = ascending(pValues);
  const adjusted = new Float64Array(order.length);
  let most = 0;
  for (const [place, index] of order.entries()) {
    most = Math.max(most, Math.min(1, (pValues[index] ?? 1) * (order.length - place)));
    adjusted[index] = most;
  }
  return adjusted;
}

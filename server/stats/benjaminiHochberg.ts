/**
 * Benjamini and Hochberg's adjusted p-values (step-up), in the order given: rejecting where one is at most q keeps the
 * expected share of false rejections among all at q or under, for independent or positively dependent tests. For the
 * i-th smallest of m: min over j ≥ i of m p_(j) / j, at most 1. For exploration over findings × strata. Tests that were
 * not made are left out by the caller. Empty for none. O(m log m).
 *
 * Source: Benjamini, Hochberg, J R Stat Soc B 1995; 57:289; adjusted form Yekutieli, Benjamini 1999.
 * @throws RangeError `p: …` outside 0–1
 */
export function benjaminiHochberg(pValues: ArrayLike<number>): Float64Array {
  const order = ascending(pValues);
  const adjusted = new Float64Array(order.length);
  let least = 1;
  for (let rank = order.length; rank >= 1; rank--) {
    const index = order[rank - 1] ?? 0;
    least = Math.min(least, ((pValues[index] ?? 1) * order.length) / rank);
    adjusted[index] = least;
  }
  return adjusted;
}

/** Places of the p-values, smallest first. @throws RangeError `p: …` outside 0–1 */
export function ascending(pValues: ArrayLike<number>): number[] {
  const values = Array.from(pValues);
  for (const p of values) if (!(p >= 0 && p <= 1)) throw new RangeError(`p: ${p}`);
  return Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
}

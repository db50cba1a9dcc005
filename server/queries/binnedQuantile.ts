/**
 * Quantile of a histogram as a place on its axis in bins (bin k covers k to k + 1): where `share` of the count lies
 * below, counts taken as spread evenly over their bin. At most one bin from the quantile of the unbinned values.
 * @param share over 0 and under 1
 * @throws RangeError `counts: empty`
 */
export function binnedQuantile(counts: ArrayLike<number>, share: number): number {
  const total = Array.from(counts).reduce((sum, count) => sum + count, 0);
  let below = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    const count = counts[bin] ?? 0;
    if (count > 0 && below + count >= share * total) return bin + (share * total - below) / count;
    below += count;
  }
  throw new RangeError('counts: empty');
}

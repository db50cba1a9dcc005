/**
 * Percentile of counted values, type 7 (numpy's default): linear between the two order statistics around
 * (n − 1) · fraction. `counts[i]` is how often the i-th smallest value occurs; the answer is a position on i.
 * O(counts). Throws when there is nothing to rank.
 */
export function percentileOfCounts(counts: Uint32Array, fraction: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) throw new RangeError('counts: all zero');
  const rank = (total - 1) * fraction;
  const lower = valueAtRank(counts, Math.floor(rank));
  const upper = valueAtRank(counts, Math.ceil(rank));
  return lower + (upper - lower) * (rank - Math.floor(rank));
}

/** The value with 0-based `rank` in sorted order. */
function valueAtRank(counts: Uint32Array, rank: number): number {
  let seen = 0;
  for (let value = 0; value < counts.length; value += 1) {
    seen += counts[value] ?? 0;
    if (seen > rank) return value;
  }
  return counts.length - 1;
}

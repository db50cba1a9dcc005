import { midrankAmong } from './midrankAmong';

/**
 * Percentile rank of a score among others, 0–100, mid-rank: (below + half of those equal) / n · 100, scipy's
 * `percentileofscore(kind='mean')`. "97" says that 97 % of the results of the same model and finding are lower. Whether
 * the score itself is among them is up to the caller. Null without scores. O(log n).
 * @param sorted `sortedScores` of the reference, ascending
 * @throws RangeError `score: NaN`
 */
export function percentileRank(sorted: ArrayLike<number>, score: number): number | null {
  if (Number.isNaN(score)) throw new RangeError(`score: ${score}`);
  return sorted.length === 0 ? null : (100 * midrankAmong(sorted, score)) / sorted.length;
}

import type { ScoreCounts } from './binnedAuc';

/**
 * One histogram of several over the same bins: the sum, bin by bin. So a pooled AUC is
 * `binnedAuc(mergeCounts(positives of each), mergeCounts(negatives of each))`, in whatever order cells arrive: whole
 * counts below 2⁵³ add without rounding. Empty without a histogram. O(histograms · bins).
 * @throws RangeError `bins: …` if the lengths differ
 */
export function mergeCounts(histograms: readonly ScoreCounts[]): Float64Array {
  const merged = new Float64Array(histograms[0]?.length ?? 0);
  for (const counts of histograms) {
    if (counts.length !== merged.length) throw new RangeError(`bins: ${merged.length}, ${counts.length}`);
    for (let bin = 0; bin < merged.length; bin++) merged[bin] = (merged[bin] ?? 0) + (counts[bin] ?? 0);
  }
  return merged;
}

import type { ScoreCounts } from './binnedAuc';

/**
 * A histogram with neighbouring bins taken together, so that `bins` of equal width are left: 512 logit bins become 16 of
 * 1.5 logits for `conditionalMutualInformation`. O(bins).
 * @throws RangeError `bins: …` unless they divide the histogram
 */
export function coarseBins(counts: ScoreCounts, bins: number): Float64Array {
  const width = counts.length / bins;
  if (!Number.isInteger(width) || width < 1) throw new RangeError(`bins: ${bins} of ${counts.length}`);
  const coarse = new Float64Array(bins);
  for (let bin = 0; bin < counts.length; bin++) {
    const into = Math.floor(bin / width);
    coarse[into] = (coarse[into] ?? 0) + (counts[bin] ?? 0);
  }
  return coarse;
}

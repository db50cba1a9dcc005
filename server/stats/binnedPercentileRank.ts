import type { ScoreCounts } from './binnedAuc';

/** `value`: 0–100; `errorBound`: by how many points at most it differs from the rank among the unbinned scores. */
export type BinnedPercentileRank = { value: number; errorBound: number };

/**
 * Percentile rank of a score from a histogram: the scores in lower bins and half of its own bin's, / n · 100. Its own
 * bin's may all be below or all above, so the error is at most half of their share. Merged histograms give the rank
 * among all (`mergeCounts`). Null without scores. O(bins).
 * @param bin the score's own, `logitBin(logit)`
 * @throws RangeError `bin: …` unless one of the histogram, `count: …` for one that is negative or not whole
 */
export function binnedPercentileRank(counts: ScoreCounts, bin: number): BinnedPercentileRank | null {
  if (!Number.isInteger(bin) || bin < 0 || bin >= counts.length) throw new RangeError(`bin: ${bin}`);
  let [below, all] = [0, 0];
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] ?? 0;
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`count: ${count}`);
    if (i < bin) below += count;
    all += count;
  }
  const own = counts[bin] ?? 0;
  return all === 0 ? null : { value: (100 * (below + own / 2)) / all, errorBound: (50 * own) / all };
}

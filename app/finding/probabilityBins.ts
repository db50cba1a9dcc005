import type { Distributions } from '@/server/queries/distributions';
import { expit } from '@/server/stats/expit';

/** Cases that were given a probability from `from` to `to`. */
export type ProbabilityBin = { from: number; to: number; n: number };

const BINS = 25;

/**
 * Labelled cases by predicted probability, in 25 bars from 0 to `most`; cases beyond are in none. Scores are kept by
 * logit: what a bin of the logit holds is spread evenly over the probabilities that it spans.
 */
export function probabilityBins({ negatives, positives, from, width }: Distributions, most: number): ProbabilityBin[] {
  const bars = Array.from({ length: BINS }, (_, i) => ({
    ...{ from: (i * most) / BINS, to: ((i + 1) * most) / BINS },
    n: 0,
  }));
  for (const { counts } of [...negatives, ...positives]) {
    for (const [k, n] of counts.entries()) {
      const [low, high] = [expit(from + k * width), expit(from + (k + 1) * width)];
      if (n > 0) for (const bar of bars) bar.n += n * overlap(bar, low, high);
    }
  }
  return bars;
}

/** Share of low–high that lies in a bar. */
const overlap = (bar: ProbabilityBin, low: number, high: number): number =>
  Math.max(0, Math.min(bar.to, high) - Math.max(bar.from, low)) / (high - low);

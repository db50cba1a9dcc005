import { LOGIT_BINS, logitBin } from './logitBins';
import type { Moments } from './moments';

/** Counts of logits per bin. */
export function binned(logits: readonly number[]): Float64Array {
  const counts = new Float64Array(LOGIT_BINS);
  for (const logit of logits) {
    const bin = logitBin(logit);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

export const momentsOf = (values: readonly number[]): Moments => ({
  n: values.length,
  sum: values.reduce((sum, value) => sum + value, 0),
  sumOfSquares: values.reduce((sum, value) => sum + value * value, 0),
});

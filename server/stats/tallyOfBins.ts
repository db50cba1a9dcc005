import type { ScoreCounts } from './binnedAuc';
import { LOGIT_BINS, LOGIT_RANGE } from './logitBins';
import type { ScoreTally } from './scoreTally';

/** Width of a bin of logits: .046875. */
export const LOGIT_BIN_WIDTH = (2 * LOGIT_RANGE) / LOGIT_BINS;

/**
 * Tally of two histograms of logits (`logitBins`), every bin at its `centre` for calibration or at its lower `edge`
 * for thresholds (a bin holds its lower edge, so counts at or above an edge are exact). Empty bins are left out. A
 * logit within ±12 stands at most half a bin, .0234, from its centre: probabilities differ by at most .0059, and
 * calibration-in-the-large by at most .0234. O(bins).
 * @throws RangeError `bins: …` unless both have `LOGIT_BINS`
 */
export function tallyOfBins(positives: ScoreCounts, negatives: ScoreCounts, at: 'centre' | 'edge'): ScoreTally {
  if (positives.length !== LOGIT_BINS || negatives.length !== LOGIT_BINS) {
    throw new RangeError(`bins: ${positives.length}, ${negatives.length}`);
  }
  const offset = at === 'centre' ? 0.5 : 0;
  const filled = Array.from({ length: LOGIT_BINS }, (_, bin) => bin).filter(
    (bin) => positives[bin] !== 0 || negatives[bin] !== 0,
  );
  return {
    values: Float64Array.from(filled, (bin) => (bin + offset) * LOGIT_BIN_WIDTH - LOGIT_RANGE),
    positives: Float64Array.from(filled, (bin) => positives[bin] ?? 0),
    negatives: Float64Array.from(filled, (bin) => negatives[bin] ?? 0),
  };
}

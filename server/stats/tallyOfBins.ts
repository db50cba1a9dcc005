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
  const all = {
    values: new Float64Array(LOGIT_BINS),
    positives: new Float64Array(LOGIT_BINS),
    negatives: new Float64Array(LOGIT_BINS),
  };
  let filled = 0;
  for (let bin = 0; bin < LOGIT_BINS; bin++) {
    const [inP, inN] = [positives[bin] ?? 0, negatives[bin] ?? 0];
    if (inP === 0 && inN === 0) continue;
    all.values[filled] = (bin + offset) * LOGIT_BIN_WIDTH - LOGIT_RANGE;
    all.positives[filled] = inP;
    all.negatives[filled] = inN;
    filled++;
  }
  return {
    values: all.values.subarray(0, filled),
    positives: all.positives.subarray(0, filled),
    negatives: all.negatives.subarray(0, filled),
  };
}

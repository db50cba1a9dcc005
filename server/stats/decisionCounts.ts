import type { ScoreCounts } from './binnedAuc';
import { LOGIT_BINS, LOGIT_RANGE } from './logitBins';
import { type ScoreTally, tallyTotals } from './scoreTally';
import { LOGIT_BIN_WIDTH, tallyOfBins } from './tallyOfBins';

/** Cases by truth and by what the model says at a threshold (confusion matrix). */
export type DecisionCounts = {
  truePositives: number;
  falseNegatives: number;
  falsePositives: number;
  trueNegatives: number;
};

/**
 * Decisions at a fixed threshold: a score at or above it is called positive. The threshold is in the unit of
 * `tally.values`; ±∞ calls none or all. O(values).
 * @throws RangeError `threshold: NaN`, and as `tallyTotals`
 */
export function decisionCounts(tally: ScoreTally, threshold: number): DecisionCounts {
  if (Number.isNaN(threshold)) throw new RangeError(`threshold: ${threshold}`);
  const { positives, negatives } = tallyTotals(tally);
  let [truePositives, falsePositives] = [0, 0];
  for (const [i, value] of tally.values.entries()) {
    if (value < threshold) continue;
    truePositives += tally.positives[i] ?? 0;
    falsePositives += tally.negatives[i] ?? 0;
  }
  return {
    truePositives,
    falseNegatives: positives - truePositives,
    falsePositives,
    trueNegatives: negatives - falsePositives,
  };
}

/** `threshold`: the edge used. `unsure`: positives and negatives of the cut bin that may be on the other side. */
export type BinnedDecisionCounts = DecisionCounts & {
  threshold: number;
  unsure: { positives: number; negatives: number };
};

/**
 * Decisions from histograms of logits (`logitBins`): exact where the threshold, in logits, is the edge of a bin, as
 * `thresholdAtSensitivity` gives it. Otherwise the nearer edge is used, at most .0234 away, and `unsure` bounds what
 * may be counted on the wrong side. O(bins).
 * @throws RangeError `threshold: NaN`, `bins: …` unless both have `LOGIT_BINS`
 */
export function binnedDecisionCounts(
  positives: ScoreCounts,
  negatives: ScoreCounts,
  threshold: number,
): BinnedDecisionCounts {
  const place = Math.min(Math.max((threshold + LOGIT_RANGE) / LOGIT_BIN_WIDTH, 0), LOGIT_BINS);
  const edge = Math.round(place) * LOGIT_BIN_WIDTH - LOGIT_RANGE;
  const cut = edge === threshold ? -1 : Math.min(Math.floor(place), LOGIT_BINS - 1);
  return {
    ...decisionCounts(tallyOfBins(positives, negatives, 'edge'), edge),
    threshold: edge,
    unsure: { positives: positives[cut] ?? 0, negatives: negatives[cut] ?? 0 },
  };
}

import { aucInterval } from '@/server/stats/aucInterval';
import { type BinnedAuc, binnedAuc } from '@/server/stats/binnedAuc';
import type { LabelledScores } from './labelledScores';

/** Of fewer cases than this of either kind no AUC is told (DESIGN §5). */
export const MIN_CASES = 10;

/** Why a figure is not told. `being_recounted`: the scores of old cells are being counted; it passes by itself. */
export type Suppressed = 'fewer_than_10_positives' | 'fewer_than_10_negatives' | 'being_recounted';

/** An AUC on 0–1 with its 95 % interval; `errorBound`: by how much at most it differs from the unbinned one. */
export type AucFigures = { value: number | null; low: number | null; high: number | null; errorBound: number | null };

export const NO_AUC: AucFigures = { value: null, low: null, high: null, errorBound: null };

/** `suppressed`: why all figures are null; null when they are told. */
export type AucSummary = AucFigures & { suppressed: Suppressed | null };

/**
 * AUC of the score for the finding, from histograms (SCIENCE §4.0). `scores` null: they are being recounted. `minimum`:
 * cases of either kind that it takes; 1 for those who may see all.
 */
export function aucSummary(scores: LabelledScores | null, minimum = MIN_CASES): AucSummary {
  const suppressed = suppression(scores, minimum);
  if (scores === null || suppressed !== null) return { ...NO_AUC, suppressed };
  return { ...aucFigures(binnedAuc(scores.positive.counts, scores.negative.counts)), suppressed: null };
}

/** Why figures of positives and negatives together are not told; null when they are. */
export function suppression(scores: LabelledScores | null, minimum = MIN_CASES): Suppressed | null {
  if (scores === null) return 'being_recounted';
  if (scores.positive.moments.n < minimum) return 'fewer_than_10_positives';
  return scores.negative.moments.n < minimum ? 'fewer_than_10_negatives' : null;
}

export function aucFigures(auc: BinnedAuc): AucFigures {
  const interval = aucInterval(auc);
  return {
    value: auc.value,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    errorBound: auc.errorBound,
  };
}

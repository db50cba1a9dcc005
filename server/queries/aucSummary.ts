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

/** AUC of the score for the finding, from histograms (SCIENCE §4.0). `scores` null: they are being recounted. */
export function aucSummary(scores: LabelledScores | null): AucSummary {
  if (scores === null) return { ...NO_AUC, suppressed: 'being_recounted' };
  const { positive, negative } = scores;
  if (positive.moments.n < MIN_CASES) return { ...NO_AUC, suppressed: 'fewer_than_10_positives' };
  if (negative.moments.n < MIN_CASES) return { ...NO_AUC, suppressed: 'fewer_than_10_negatives' };
  return { ...aucFigures(binnedAuc(positive.counts, negative.counts)), suppressed: null };
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

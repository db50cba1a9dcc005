import type { BinnedAuc } from './binnedAuc';
import { placements } from './placements';
import { varianceOfMean } from './varianceOfMean';

/**
 * Area under the ROC curve from the scores themselves: the chance that a positive scores above a negative, ties half,
 * with DeLong's variance S10/P + S01/N, sample variances (n − 1) of the placements. The same object as `binnedAuc`
 * gives, with an error bound of 0, so that `aucInterval` (logit) and `plainAucInterval` take either. Only the order of
 * the scores counts: logits and probabilities give the same. Value null without a positive or a negative, variance null
 * under two of either kind. Images are treated as independent. O(n log n): .1 s for 200,000 scores.
 * @throws RangeError `score: NaN`
 */
export function exactAuc(positives: ArrayLike<number>, negatives: ArrayLike<number>): BinnedAuc {
  const counts = { positives: positives.length, negatives: negatives.length };
  const { ofPositives, ofNegatives } = placements(positives, negatives);
  if (ofPositives.length === 0) return { value: null, errorBound: null, variance: null, ...counts };
  const value = ofPositives.reduce((sum, placement) => sum + placement, 0) / ofPositives.length;
  const [s10, s01] = [varianceOfMean(ofPositives), varianceOfMean(ofNegatives)];
  return { value, errorBound: 0, variance: s10 === null || s01 === null ? null : s10 + s01, ...counts };
}

import { type AucDifference, aucDifference } from './aucDifference';
import { type Placements, placements } from './placements';
import { varianceOfMean } from './varianceOfMean';

/**
 * DeLong's test of two AUCs over the same images (Biometrics 1988; 44:837), as two model versions on one set. The
 * placements of each image are subtracted, one version − the other, and the variance is that of the mean difference
 * among positives plus that among negatives; by algebra this is Var A + Var B − 2 Cov(A, B). The statistic is taken as
 * normal (pROC's `roc.test(paired=TRUE, method="delong")`). Null without a positive or a negative; `p` and interval null
 * under two of either kind or where no image moved. Images are treated as independent. O(n log n).
 * @param truths 1 with the finding, 0 without, in the order of the scores
 * @throws RangeError `scores: …` if the lengths differ, `truth: …` unless 0 or 1, `score: NaN`
 */
export function pairedAucTest(
  one: ArrayLike<number>,
  other: ArrayLike<number>,
  truths: ArrayLike<number>,
): AucDifference | null {
  if (one.length !== truths.length || other.length !== truths.length) {
    throw new RangeError(`scores: ${one.length}, ${other.length}, truths: ${truths.length}`);
  }
  const [a, b] = [placementsByTruth(one, truths), placementsByTruth(other, truths)];
  if (a.ofPositives.length === 0) return null;
  const ofPositives = a.ofPositives.map((placement, i) => placement - (b.ofPositives[i] ?? 0));
  const ofNegatives = a.ofNegatives.map((placement, i) => placement - (b.ofNegatives[i] ?? 0));
  const value = ofPositives.reduce((sum, difference) => sum + difference, 0) / ofPositives.length;
  const [s10, s01] = [varianceOfMean(ofPositives), varianceOfMean(ofNegatives)];
  return aucDifference(value, s10 === null || s01 === null ? null : s10 + s01, Number.POSITIVE_INFINITY);
}

function placementsByTruth(scores: ArrayLike<number>, truths: ArrayLike<number>): Placements {
  const kinds: [negatives: number[], positives: number[]] = [[], []];
  for (let i = 0; i < truths.length; i++) {
    const truth = truths[i];
    if (truth !== 0 && truth !== 1) throw new RangeError(`truth: ${truth}`);
    kinds[truth].push(scores[i] ?? Number.NaN);
  }
  return placements(kinds[1], kinds[0]);
}

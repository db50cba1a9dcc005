import { midrankAmong, sortedScores } from './midrankAmong';

/**
 * `ofPositives[i]`: share of the negatives that positive i scores above, ties half; its mean is the AUC.
 * `ofNegatives[j]`: share of the positives that score above negative j, ties half; its mean is the AUC too.
 */
export type Placements = { ofPositives: Float64Array; ofNegatives: Float64Array };

/**
 * Placement values, the structural components V10 and V01 of an AUC (DeLong, DeLong, Clarke-Pearson, Biometrics 1988;
 * 44:837), each 0–1. Sun and Xu (IEEE Signal Process Lett 2014; 21:1389) write V10 as the
 * mid-rank among all scores less the mid-rank among the positives, over n; that difference is the mid-rank among the
 * negatives, taken here by halving. O((P + N) log(P + N)) in place of O(P·N). Empty without scores of the other kind.
 * @throws RangeError `score: NaN`
 */
export function placements(positives: ArrayLike<number>, negatives: ArrayLike<number>): Placements {
  const [sortedPositives, sortedNegatives] = [sortedScores(positives), sortedScores(negatives)];
  if (positives.length === 0 || negatives.length === 0) {
    return { ofPositives: new Float64Array(), ofNegatives: new Float64Array() };
  }
  return {
    ofPositives: Float64Array.from(positives, (score) => midrankAmong(sortedNegatives, score) / negatives.length),
    ofNegatives: Float64Array.from(negatives, (score) => 1 - midrankAmong(sortedPositives, score) / positives.length),
  };
}

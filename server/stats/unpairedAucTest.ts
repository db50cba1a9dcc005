import { type AucDifference, aucDifference } from './aucDifference';
import type { BinnedAuc } from './binnedAuc';

/**
 * DeLong's test of two AUCs over different images, as internal against external: difference one − other, variance the
 * sum of the two. The statistic is taken as Student's t with Welch and Satterthwaite's degrees of freedom, each AUC
 * counting all its images − 1, as pROC's `roc.test(paired=FALSE, method="delong")` does; from some hundred images on it
 * is the normal test. From `exactAuc` it is exact, from `binnedAuc` within the sum of the two error bounds. Null without
 * a value of either; `p` and interval null without a variance. No image may be in both sets; patients who are in both
 * make it too careful or too bold, which it cannot see. O(1).
 */
export function unpairedAucTest(one: BinnedAuc, other: BinnedAuc): AucDifference | null {
  if (one.value === null || other.value === null) return null;
  const value = one.value - other.value;
  if (one.variance === null || other.variance === null) return aucDifference(value, null, Number.POSITIVE_INFINITY);
  const variance = one.variance + other.variance;
  const df = variance ** 2 / (share(one, one.variance) + share(other, other.variance));
  return aucDifference(value, variance, df);
}

const share = ({ positives, negatives }: BinnedAuc, variance: number): number =>
  variance ** 2 / (positives + negatives - 1);

import type { DecisionCounts } from './decisionCounts';
import { type Proportion, wilsonInterval } from './wilsonInterval';

/** Each a share 0–1 with Wilson's 95 % interval; null where its denominator is 0. */
export type DiagnosticRates = {
  sensitivity: Proportion | null;
  specificity: Proportion | null;
  positivePredictiveValue: Proportion | null;
  negativePredictiveValue: Proportion | null;
};

/**
 * Sensitivity TP / (TP + FN), specificity TN / (TN + FP), positive predictive value TP / (TP + FP) and negative
 * TN / (TN + FN). The predictive values hold for the prevalence among these cases only. Of a site: the counts of its
 * cases. At a threshold that was chosen on the same cases the intervals take it as given. Cases are treated as
 * independent. O(1).
 *
 * Source: Altman, Bland, BMJ 1994; 308:1552 and 309:102; intervals Wilson 1927.
 * @throws RangeError `hits: …` for a negative count
 */
export function diagnosticRates(counts: DecisionCounts): DiagnosticRates {
  const { truePositives, falseNegatives, falsePositives, trueNegatives } = counts;
  const share = (hits: number, misses: number): Proportion | null => wilsonInterval(hits, hits + misses);
  return {
    sensitivity: share(truePositives, falseNegatives),
    specificity: share(trueNegatives, falsePositives),
    positivePredictiveValue: share(truePositives, falsePositives),
    negativePredictiveValue: share(trueNegatives, falseNegatives),
  };
}

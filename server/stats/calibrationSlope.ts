import type { Interval } from './aucInterval';
import { fitLogistic } from './logisticRegression';
import { type ScoreTally, tallyTotals } from './scoreTally';
import { Z_95 } from './z95';

type Estimate = Interval & { value: number };

/** `slope`: 1 is calibrated, below 1 the scores are too extreme. `intercept`: in logits, at a logit of 0. */
export type CalibrationSlope = { slope: Estimate; intercept: Estimate };

/**
 * Calibration slope and intercept: logistic regression of the truth on the logit, log odds = a + b z, by maximum
 * likelihood without a penalty, with Wald's 95 % intervals. The intercept belongs to this slope and is not
 * calibration-in-the-large, which holds the slope at 1. Cases are treated as independent. Null without a positive or a
 * negative, when all logits are the same, or when they separate the truth (no finite maximum). `tally.values` are
 * logits. O(values) a step, about 8 Newton steps.
 *
 * Source: Cox, Biometrika 1958; 45:562; Steyerberg, Clinical Prediction Models, 2nd ed., §15.2.
 * @throws RangeError as `tallyTotals`
 */
export function calibrationSlope(tally: ScoreTally): CalibrationSlope | null {
  tallyTotals(tally);
  const design = new Float64Array(tally.values.length * 2);
  for (const [row, logit] of tally.values.entries()) design.set([1, logit], row * 2);
  const fit = fitLogistic({ design, columns: 2, positives: tally.positives, negatives: tally.negatives }, 0);
  if (fit === null) return null;
  const estimate = (column: number): Estimate => {
    const value = fit.coefficients[column] ?? Number.NaN;
    const half = Z_95 * Math.sqrt(fit.covariance[column * 3] ?? Number.NaN);
    return { value, low: value - half, high: value + half };
  };
  return { intercept: estimate(0), slope: estimate(1) };
}

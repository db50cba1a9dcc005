import { fromFixedPoint } from '@/server/rollup/fixedPoint';
import { calibrationInTheLarge } from '@/server/stats/calibrationInTheLarge';
import { calibrationSlope } from '@/server/stats/calibrationSlope';
import { expectedCalibrationError } from '@/server/stats/expectedCalibrationError';
import { observedExpected } from '@/server/stats/observedExpected';
import { reliabilityCurve } from '@/server/stats/reliabilityCurve';
import { tallyOfBins } from '@/server/stats/tallyOfBins';
import { suppression } from './aucSummary';
import type { CellSums } from './cellSums';
import type { LabelledScores } from './labelledScores';
import type { Calibration, Figure } from './stratumStatistics';

export const NO_FIGURE: Figure = { value: null, low: null, high: null };

/** A figure without what else its maker tells of it. */
export const figureOf = (from: Figure | null | undefined): Figure =>
  from ? { value: from.value, low: from.low, high: from.high } : NO_FIGURE;

/** How the probabilities fit what was found (SCIENCE §4.1, 7); of labelled cases only. */
export function calibrationOf(sums: CellSums, scores: LabelledScores | null, minimum: number): Calibration {
  const suppressed = suppression(scores, minimum);
  if (scores === null || suppressed !== null) return { ...NO_CALIBRATION, suppressed };
  const labelled = sums.positives + sums.negatives;
  // Rounding of fixed-point sums must not put the expected number beyond the cases.
  const expected = Math.min(fromFixedPoint(sums.sumPositiveProbability + sums.sumNegativeProbability), labelled);
  const tally = tallyOfBins(scores.positive.counts, scores.negative.counts, 'centre');
  const error = expectedCalibrationError(reliabilityCurve(tally));
  return {
    observedExpected: figureOf(observedExpected(sums.positives, expected, labelled)),
    inTheLarge: figureOf(calibrationInTheLarge(tally)),
    slope: figureOf(calibrationSlope(tally)?.slope),
    brier: fromFixedPoint(sums.sumSquaredError) / labelled,
    calibrationError: error?.value ?? null,
    calibrationErrorByChance: error?.chance ?? null,
    suppressed: null,
  };
}

const NO_CALIBRATION: Omit<Calibration, 'suppressed'> = {
  observedExpected: NO_FIGURE,
  inTheLarge: NO_FIGURE,
  slope: NO_FIGURE,
  brier: null,
  calibrationError: null,
  calibrationErrorByChance: null,
};

import { fromFixedPoint } from '@/server/rollup/fixedPoint';
import { wilsonInterval } from '@/server/stats/wilsonInterval';
import { aucSummary } from './aucSummary';
import { calibrationOf } from './calibration';
import type { CellSums } from './cellSums';
import { decisionsOf, type OperatingPoint } from './decisions';
import type { LabelledScores } from './labelledScores';
import { meanProbability, outsideSummary } from './outsideSummary';
import type { StratumStatistics } from './stratumStatistics';

/** The figures of a cohort from its sums; `scores` as read from them. `minimum`: as of `aucSummary`. */
export function stratumFigures(
  sums: CellSums,
  scores: LabelledScores | null,
  points: readonly OperatingPoint[],
  minimum: number,
): StratumStatistics {
  const labelled = sums.positives + sums.negatives;
  const share = wilsonInterval(sums.positives, labelled);
  return {
    n: sums.n,
    positives: sums.positives,
    labelled,
    coverage: wilsonInterval(labelled, sums.n),
    prevalence: share?.value ?? null,
    prevalenceInterval: share && { low: share.low, high: share.high },
    meanProbability: meanProbability(sums),
    meanProbabilityPositives: meanOf(sums.sumPositiveProbability, sums.positives, minimum),
    meanProbabilityNegatives: meanOf(sums.sumNegativeProbability, sums.negatives, minimum),
    flagged: sums.flagged,
    auc: aucSummary(scores, minimum),
    outsideShare: outsideSummary(sums),
    calibration: calibrationOf(sums, scores, minimum),
    decisions: decisionsOf(scores, points, minimum),
  };
}

const meanOf = (sum: number, n: number, minimum: number): number | null =>
  n < minimum ? null : fromFixedPoint(sum) / n;

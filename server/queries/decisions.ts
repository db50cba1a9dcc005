import { binnedDecisionCounts } from '@/server/stats/decisionCounts';
import { diagnosticRates } from '@/server/stats/diagnosticRates';
import { expit } from '@/server/stats/expit';
import { tallyOfBins } from '@/server/stats/tallyOfBins';
import { thresholdAtSensitivity } from '@/server/stats/thresholdAtSensitivity';
import { suppression } from './aucSummary';
import type { LabelledScores } from './labelledScores';
import type { Decision } from './stratumStatistics';

/** Where to decide: `threshold` as told, a probability; `logit` as counted. */
export type OperatingPoint = { of: Decision['of']; threshold: number; logit: number };

/**
 * The operating points of a cohort: the manifest's threshold if it has one, and the highest edge of a bin at which 95 %
 * of its positives are found. Strata are decided at the same points.
 */
export function operatingPoints(
  manifest: number | null,
  whole: LabelledScores | null,
  minimum: number,
): OperatingPoint[] {
  const points: OperatingPoint[] = [];
  if (manifest !== null && manifest > 0 && manifest < 1) {
    points.push({ of: 'manifest', threshold: manifest, logit: Math.log(manifest / (1 - manifest)) });
  }
  if (whole === null || suppression(whole, minimum) !== null) return points;
  const logit = thresholdAtSensitivity(tallyOfBins(whole.positive.counts, whole.negative.counts, 'edge'));
  if (logit !== null) points.push({ of: 'sensitivity', threshold: expit(logit), logit });
  return points;
}

/** What deciding at each point gives; none for too few cases of either kind. */
export function decisionsOf(
  scores: LabelledScores | null,
  points: readonly OperatingPoint[],
  minimum: number,
): Decision[] {
  if (scores === null || suppression(scores, minimum) !== null) return [];
  return points.map(({ of, threshold, logit }) => {
    const { truePositives, falsePositives, trueNegatives, falseNegatives, unsure } = binnedDecisionCounts(
      scores.positive.counts,
      scores.negative.counts,
      logit,
    );
    const counts = { truePositives, falsePositives, trueNegatives, falseNegatives };
    return { of, threshold, ...counts, undecided: unsure.positives + unsure.negatives, ...diagnosticRates(counts) };
  });
}

import type { OutsideShareSummary } from '@/server/queries/outsideSummary';
import type { Calibration, Decision, PooledAuc, StratumStatistics } from '@/server/queries/stratumStatistics';
import { wilsonInterval } from '@/server/stats/wilsonInterval';

const figures = (value: number) => ({ value, low: value - 0.02, high: value + 0.02, errorBound: 0.001 });

type Three = [value: number, low: number, high: number];

/** A pooled AUC of .895 by two views, with the given lift. */
export function pooledAuc({ lift }: { lift: Three | null }): PooledAuc {
  const [value, low, high] = lift ?? [null, null, null];
  const adjusted = lift === null ? { ...figures(0), value: null, low: null, high: null } : figures(0.895 - lift[0]);
  return {
    pooled: figures(0.895),
    adjusted,
    within: adjusted,
    between: figures(0.91),
    withinPairs: 0.55,
    lift: { value, low, high, errorBound: 0.001 },
    prevalenceOnly: 0.73,
    entered: ['AP', 'PA'],
    left: [],
  };
}

export const NO_SHARE: OutsideShareSummary = {
  ...{ n: 0, undefined: 400, undefinedReasons: { no_saliency: 400 } },
  ...{ mean: null, low: null, high: null, areaOutside: null, enrichment: null },
};

const CALIBRATION: Calibration = {
  observedExpected: { value: 0.5, low: 0.45, high: 0.55 },
  inTheLarge: { value: -0.7, low: -0.8, high: -0.6 },
  slope: { value: 0.9, low: 0.8, high: 1 },
  ...{ brier: 0.02, calibrationError: 0.03, calibrationErrorByChance: 0.004, suppressed: null },
};

/** Decisions at a probability of .1 of a stratum with 100 cases with the finding and 1,000 without. */
export const decision = (truePositives: number, falsePositives: number): Decision => ({
  of: 'manifest',
  threshold: 0.1,
  ...{ truePositives, falsePositives, trueNegatives: 1000 - falsePositives, falseNegatives: 100 - truePositives },
  undecided: 0,
  sensitivity: wilsonInterval(truePositives, 100),
  specificity: wilsonInterval(1000 - falsePositives, 1000),
  positivePredictiveValue: wilsonInterval(truePositives, truePositives + falsePositives),
  negativePredictiveValue: wilsonInterval(1000 - falsePositives, 1100 - truePositives - falsePositives),
});

/** A stratum of 1,100 labelled cases of which 100 have the finding. */
export const stratum = (decisions: Decision[]): StratumStatistics => ({
  ...{ n: 1200, positives: 100, labelled: 1100, coverage: wilsonInterval(1100, 1200), prevalence: 100 / 1100 },
  ...{ prevalenceInterval: { low: 0.08, high: 0.1 }, meanProbability: 0.09, flagged: 0 },
  ...{ meanProbabilityPositives: 0.2, meanProbabilityNegatives: 0.05 },
  auc: { ...figures(0.83), suppressed: null },
  outsideShare: NO_SHARE,
  calibration: CALIBRATION,
  decisions,
});

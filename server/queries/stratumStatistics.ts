import type { ReliabilityPoint } from '@/server/stats/reliabilityCurve';
import type { Proportion } from '@/server/stats/wilsonInterval';
import type { AucFigures, AucSummary, Suppressed } from './aucSummary';
import type { OutsideShareSummary } from './outsideSummary';

export type { ReliabilityPoint } from '@/server/stats/reliabilityCurve';
export type { Proportion } from '@/server/stats/wilsonInterval';

/** A figure with its 95 % interval; null where it cannot be told. */
export type Figure = { value: number | null; low: number | null; high: number | null };

/** How the probabilities fit what was found; from 512 bins of the logit, but `observedExpected` and `brier` exactly. */
export type Calibration = {
  /** Observed ÷ expected positives. */
  observedExpected: Figure;
  /** Logits by which the model is too low (calibration-in-the-large). */
  inTheLarge: Figure;
  slope: Figure;
  brier: number | null;
  /** Expected calibration error of ten groups of equal size, beside what chance alone would give. */
  calibrationError: number | null;
  calibrationErrorByChance: number | null;
  /** Why all are null. */
  suppressed: Suppressed | null;
};

/**
 * What deciding at a threshold gives, exactly but for `undecided`: cases in the bin of the logit that the threshold cuts,
 * counted as the nearer edge of the bin has them.
 */
export type Decision = {
  /** `manifest`: the version's operating threshold; `sensitivity`: the highest that finds 95 % of all positives. */
  of: 'manifest' | 'sensitivity';
  /** Probability, 0–1. */
  threshold: number;
  truePositives: number;
  falsePositives: number;
  trueNegatives: number;
  falseNegatives: number;
  undecided: number;
  sensitivity: Proportion | null;
  specificity: Proportion | null;
  positivePredictiveValue: Proportion | null;
  negativePredictiveValue: Proportion | null;
};

/** The figures of a cohort; the total and each stratum have the same. */
export type StratumStatistics = {
  n: number;
  /** Truths of 1, and of 0 or 1. */
  positives: number;
  labelled: number;
  /** Share of the cases that have a label. */
  coverage: Proportion | null;
  /** positives / labelled; null without labels. */
  prevalence: number | null;
  prevalenceInterval: { low: number; high: number } | null;
  meanProbability: number | null;
  meanProbabilityPositives: number | null;
  meanProbabilityNegatives: number | null;
  flagged: number;
  /** Of the score for the finding. */
  auc: AucSummary;
  outsideShare: OutsideShareSummary;
  calibration: Calibration;
  /**
   * At the manifest's threshold if it has one, and at that of 95 % sensitivity in the whole cohort; empty where the AUC is
   * suppressed.
   */
  decisions: Decision[];
};

/** A reliability curve of a stratum, or of all (`stratum` null). */
export type StratumReliability = { stratum: string | null; n: number; points: ReliabilityPoint[] };

/** Of the cohort as a whole, by the strata that are asked for (SCIENCE §0a.5, §4.1). All null without `by`. */
export type PooledAuc = {
  pooled: AucFigures;
  /** Mean of the strata's own AUCs, weighted by their positives. */
  adjusted: AucFigures;
  /** Of pairs within a stratum, weighted by the number of pairs, and of pairs across strata. */
  within: AucFigures;
  between: AucFigures;
  /** Share of the pairs that come from one stratum, 0–1. */
  withinPairs: number | null;
  /** pooled − adjusted, over the strata that entered. */
  lift: Figure & { errorBound: number | null };
  /** Of a score that knows nothing but the stratum's prevalence. */
  prevalenceOnly: number | null;
  /** Strata in `adjusted` and `lift`; the others have under 30 (with `suppress=off` 1) of either kind. */
  entered: string[];
  left: string[];
};

import type { Stratifier } from '@/server/cohort/cohortFilter';

/** The scores of one stratum with one truth: counts in equal bins of the logit, and quartiles as probabilities. */
export type ScoreDistribution = {
  stratum: string;
  n: number;
  counts: number[];
  quartiles: { low: number; median: number; high: number } | null;
};

/**
 * Distributions of the logit by stratum, for ridgelines: among cases without the finding, with it, and without a label.
 * Bin k covers `from` + k·`width` to + (k+1)·`width` logits; bins are trimmed to what is filled, at most 128 of them.
 */
export type Distributions = {
  asOf: string;
  definitionVersion: string;
  model: string;
  finding: string;
  by: Stratifier | null;
  from: number;
  width: number;
  negatives: ScoreDistribution[];
  positives: ScoreDistribution[];
  unlabelled: ScoreDistribution[];
};

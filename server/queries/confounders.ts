import type { Stratifier } from '@/server/cohort/cohortFilter';
import type { Proportion } from '@/server/stats/wilsonInterval';
import type { SiteEffect } from './siteEffect';
import type { Figure, PooledAuc } from './stratumStatistics';

/** One stratifying variable as a possible confounder of a finding. */
export type Confounder = {
  by: Stratifier;
  /** Strata with cases; figures below are over those that can be told. */
  strata: number;
  /** Among cases without the finding, each stratum against the reference; the one furthest from .5 first. */
  effects: SiteEffect[];
  worst: SiteEffect | null;
  none: 'no_truths' | 'one_stratum' | 'fewer_than_10_negatives' | 'being_recounted' | null;
  /** eta² of the logit over all strata at once, among cases without the finding. */
  etaSquared: number | null;
  /** Mutual information of score and stratum given the label, bits, Miller–Madow corrected. */
  information: { bits: number; n: number } | null;
  prevalenceOnly: number | null;
  lift: PooledAuc['lift'];
  adjusted: Figure;
  /** Share of cases with a label, by stratum, most cases first. */
  coverage: { stratum: string; n: number; labelled: number; share: Proportion | null }[];
};

/** Every stratifying variable of one finding, those whose healthy cases differ most first. */
export type Confounders = {
  asOf: string;
  definitionVersion: string;
  model: string;
  finding: string;
  pooled: Figure;
  variables: Confounder[];
};

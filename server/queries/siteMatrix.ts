import type { Stratifier } from '@/server/cohort/cohortFilter';
import type { AucFigures, Suppressed } from './aucSummary';
import type { PooledAuc } from './stratumStatistics';

/** A row and column of the matrix. */
export type MatrixStratum = { stratum: string; positives: number; negatives: number; prevalence: number | null };

/** Positives of one stratum against negatives of another: the chance that the positive scores higher. */
export type MatrixCell = AucFigures & { positivesOf: string; negativesOf: string; suppressed: Suppressed | null };

/**
 * S × S matrix of AUCs of a finding, row-major in the order of `strata` (most labelled first), with the decomposition of
 * the pooled AUC. With `prevalences` the cohort is replayed as if each stratum had that prevalence (0–1).
 */
export type SiteMatrix = {
  asOf: string;
  definitionVersion: string;
  model: string;
  finding: string;
  by: Stratifier;
  strata: MatrixStratum[];
  cells: MatrixCell[];
  auc: PooledAuc;
  replay: {
    prevalences: Record<string, number>;
    pooled: AucFigures;
    within: AucFigures;
    prevalenceOnly: number;
  } | null;
};

import type { AucSummary, SiteEffect } from '@/server/queries/overview';

type Cell = string | number | null;

/** Columns of an AUC of the score for the finding. */
export const AUC_HEADER = ['auc', 'auc_low_95', 'auc_high_95', 'auc_error_bound', 'auc_suppressed'] as const;

export const aucCells = (auc: AucSummary): Cell[] => [auc.value, auc.low, auc.high, auc.errorBound, auc.suppressed];

/** Columns of a site effect; all empty where there is none. */
export const EFFECT_HEADER = [
  'effect_stratum',
  'effect_reference',
  'effect_negatives',
  'effect_reference_negatives',
  'auc_of_score_for_stratum',
  'auc_of_score_low_95',
  'auc_of_score_high_95',
  'auc_of_score_error_bound',
  'gap_logit',
  'gap_logit_low_95',
  'gap_logit_high_95',
  'eta_squared',
  'eta_squared_balanced',
  'prevalence_stratum',
  'prevalence_reference',
  'prevalence_gradient',
  'effect_grade',
  'effect_suppressed',
] as const;

export function effectCells(effect: SiteEffect | null | undefined): Cell[] {
  if (effect === null || effect === undefined) return EFFECT_HEADER.map(() => null);
  const { negatives, prevalence } = effect;
  const { aucOfScore: auc, gapLogit: gap } = negatives;
  return [
    ...[effect.stratum, effect.reference, negatives.n, negatives.referenceN],
    ...[auc.value, auc.low, auc.high, auc.errorBound],
    ...[gap.value, gap.low, gap.high, negatives.etaSquared, negatives.etaSquaredBalanced],
    ...[prevalence.stratum, prevalence.reference, effect.gradient, effect.grade, negatives.suppressed],
  ];
}

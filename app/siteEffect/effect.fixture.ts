import type { AucSummary, SiteEffect, SiteEffectSummary } from '@/server/queries/overview';

/** A site effect of A against B with the given grade and AUC. */
export function siteEffect(
  grade: SiteEffect['grade'],
  value: number | null,
  low: number | null = value,
  high: number | null = value,
): SiteEffect {
  const gap = value === null ? null : Math.sign(value - 0.5) * 4.1;
  return {
    by: 'site',
    stratum: 'A',
    reference: 'B',
    negatives: {
      n: 120,
      referenceN: 150,
      aucOfScore: { value, low, high, errorBound: value === null ? null : 0.001 },
      etaSquared: 0.6,
      etaSquaredBalanced: 0.7,
      gapLogit: { value: gap, low: gap === null ? null : gap - 0.3, high: gap === null ? null : gap + 0.3 },
      suppressed: value === null ? 'fewer_than_10_negatives' : null,
    },
    prevalence: { stratum: 0.342, reference: 0.012, low: 0.25, high: 0.4 },
    gradient: grade === 'shift' ? 'against' : 'along',
    grade,
  };
}

export const effectSummary = (worst: SiteEffect | null, none: SiteEffectSummary['none'] = null): SiteEffectSummary => ({
  sites: 2,
  worst,
  effects: worst === null ? [] : [worst],
  none,
});

export const NO_EFFECT: SiteEffectSummary = { sites: 1, worst: null, effects: [], none: 'no_truths' };

export const aucOf = (value: number, low = value - 0.02, high = value + 0.02): AucSummary => ({
  ...{ value, low, high, errorBound: 0.001, suppressed: null },
});

export const NO_LABELS: AucSummary = {
  ...{ value: null, low: null, high: null, errorBound: null, suppressed: 'fewer_than_10_positives' },
};

import { type ScoredStratum, type SiteEffect, siteEffects } from './siteEffect';

/**
 * The site effect of a finding in one figure: `worst` is the site whose AUC among negatives lies furthest from .5, of
 * those with enough negatives if there are any. `none`: why there is no figure.
 */
export type SiteEffectSummary = {
  sites: number;
  worst: SiteEffect | null;
  effects: SiteEffect[];
  none: 'no_truths' | 'one_site' | 'fewer_than_10_negatives' | 'being_recounted' | null;
};

export function siteEffectSummary(sites: readonly ScoredStratum[]): SiteEffectSummary {
  const effects = siteEffects('site', sites);
  const judged = effects.filter(({ grade }) => grade !== 'few');
  const told = effects.filter(({ negatives }) => negatives.aucOfScore.value !== null);
  const [worst = null] = (judged.length > 0 ? judged : told).toSorted((a, b) => distance(b) - distance(a));
  return { sites: sites.length, worst, effects, none: worst === null ? reason(sites, effects) : null };
}

/** How far the AUC among negatives lies from .5; −1 when it is not told. */
export function distance({ negatives: { aucOfScore } }: SiteEffect): number {
  return aucOfScore.value === null ? -1 : Math.abs(aucOfScore.value - 0.5);
}

function reason(sites: readonly ScoredStratum[], effects: readonly SiteEffect[]): SiteEffectSummary['none'] {
  if (sites.every(({ positives, negatives }) => positives + negatives === 0)) return 'no_truths';
  if (sites.length < 2) return 'one_site';
  return effects.some(({ negatives }) => negatives.suppressed === 'being_recounted')
    ? 'being_recounted'
    : 'fewer_than_10_negatives';
}

import type { Stratifier } from '@/server/cohort/cohortFilter';
import type { Interval } from '@/server/stats/aucInterval';
import { binnedAuc } from '@/server/stats/binnedAuc';
import type { Gradient, SiteEffectGrade } from '@/server/stats/siteEffectGrade';
import { stratifiedAuc } from '@/server/stats/stratifiedAuc';
import { stratifiedShareGap } from '@/server/stats/stratifiedShareGap';
import { type AucFigures, aucFigures, MIN_CASES, NO_AUC } from './aucSummary';
import { mergeScores } from './labelledScores';
import { bySize, graded, prevalence, type ScoredStratum } from './siteEffect';

/** The cases of a stratum at one site. */
export type SitedStratum = ScoredStratum & { site: string };

/** Two strata of a variable, compared among the cases without the finding within each site that has both. */
export type EffectWithinSites = {
  by: Stratifier;
  stratum: string;
  reference: string;
  aucOfScore: AucFigures;
  /** Cases without the finding, of the sites that have both. */
  negatives: number;
  referenceNegatives: number;
  /** Σ over sites of the smaller of the two: what the comparison really rests on. */
  matched: number;
  /** The difference of the prevalences, stratum − reference. */
  prevalence: (Interval & { value: number }) | null;
  gradient: Gradient;
  grade: SiteEffectGrade;
};

/**
 * Every stratum against the largest other one that it shares a site with, each pair once. What differs between sites is
 * so in the line of the site alone: pooled over sites, a ward would take its prevalence, and its scores, from the mix of
 * hospitals that have one. `merged`: the strata of all sites, where they are at hand already.
 */
export function effectsWithinSites(
  by: Stratifier,
  cells: readonly SitedStratum[],
  merged: readonly ScoredStratum[] = mergeSites(cells),
): EffectWithinSites[] {
  const strata = grouped(cells);
  const ordered = merged.toSorted(bySize).map(({ stratum }) => stratum);
  const pairs = new Map<string, [string, string]>();
  for (const stratum of ordered.toReversed()) {
    const own = new Set(strata.get(stratum)?.map(({ site }) => site));
    const shares = (other: string): boolean => strata.get(other)?.some(({ site }) => own.has(site)) ?? false;
    const reference = ordered.find((other) => other !== stratum && shares(other));
    if (reference === undefined) continue;
    const isSmaller = ordered.indexOf(stratum) > ordered.indexOf(reference);
    const pair: [string, string] = isSmaller ? [stratum, reference] : [reference, stratum];
    pairs.set(JSON.stringify(pair), pair);
  }
  return [...pairs.values()].map(([stratum, reference]) =>
    effectOf(by, strata.get(stratum) ?? [], strata.get(reference) ?? []),
  );
}

/** Strata with the cases of all their sites. */
export function mergeSites(cells: readonly SitedStratum[]): ScoredStratum[] {
  return [...grouped(cells)].map(([stratum, own]) => ({
    stratum,
    positives: own.reduce((sum, { positives }) => sum + positives, 0),
    negatives: own.reduce((sum, { negatives }) => sum + negatives, 0),
    scores: mergeScores(own.map(({ scores }) => scores)),
  }));
}

function grouped(cells: readonly SitedStratum[]): Map<string, SitedStratum[]> {
  const groups = new Map<string, SitedStratum[]>();
  for (const cell of cells) groups.set(cell.stratum, [...(groups.get(cell.stratum) ?? []), cell]);
  return groups;
}

function effectOf(by: Stratifier, one: readonly SitedStratum[], other: readonly SitedStratum[]): EffectWithinSites {
  const sites = one.flatMap((a) => {
    const b = other.find(({ site }) => site === a.site);
    return b === undefined || a.negatives === 0 || b.negatives === 0 ? [] : [{ a, b }];
  });
  const sum = (of: (pair: { a: SitedStratum; b: SitedStratum }) => number): number =>
    sites.reduce((total, pair) => total + of(pair), 0);
  const matched = sum(({ a, b }) => Math.min(a.negatives, b.negatives));
  const aucOfScore = matched < MIN_CASES ? NO_AUC : aucWithin(sites);
  const gap = stratifiedShareGap(sites.map(({ a, b }) => ({ one: prevalence(a), other: prevalence(b) })));
  return {
    by,
    stratum: one[0]?.stratum ?? '',
    reference: other[0]?.stratum ?? '',
    aucOfScore,
    negatives: sum(({ a }) => a.negatives),
    referenceNegatives: sum(({ b }) => b.negatives),
    matched,
    prevalence: gap,
    ...graded(aucOfScore, gap, matched, matched),
  };
}

function aucWithin(sites: readonly { a: SitedStratum; b: SitedStratum }[]): AucFigures {
  if (sites.some(({ a, b }) => a.scores === null || b.scores === null)) return NO_AUC;
  return aucFigures(
    stratifiedAuc(
      sites.flatMap(({ a, b }) =>
        a.scores === null || b.scores === null ? [] : [binnedAuc(a.scores.negative.counts, b.scores.negative.counts)],
      ),
    ),
  );
}

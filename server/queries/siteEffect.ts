import type { Stratifier } from '@/server/cohort/cohortFilter';
import { UNKNOWN_STRATUM } from '@/server/cohort/cohortFilter';
import { binnedAuc } from '@/server/stats/binnedAuc';
import { balancedEtaSquared, etaSquared } from '@/server/stats/etaSquared';
import { type MeanGap, meanGap } from '@/server/stats/meanGap';
import { shareGap } from '@/server/stats/shareGap';
import {
  type Gradient,
  gradientOf,
  type SiteEffectGrade,
  siteEffectGrade,
  siteEffectStrength,
} from '@/server/stats/siteEffectGrade';
import { type AucFigures, aucFigures, MIN_CASES, NO_AUC, type Suppressed } from './aucSummary';
import type { CellSums } from './cellSums';
import { type LabelledScores, labelledScores } from './labelledScores';

/** What the score of cases without the finding says about their stratum. */
export type SiteEffectNegatives = {
  n: number;
  referenceN: number;
  /** The chance that the stratum's score is above the reference's. */
  aucOfScore: AucFigures;
  etaSquared: number | null;
  etaSquaredBalanced: number | null;
  /** Mean logit of the stratum − that of the reference. */
  gapLogit: { value: number | null; low: number | null; high: number | null };
  suppressed: Suppressed | null;
};

/**
 * One stratum against another. `gradient`: whether the healthy score higher where the finding is more frequent; `grade`:
 * see `siteEffectGrade`. `prevalence`: of the labelled cases, with the 95 % interval of the difference.
 */
export type SiteEffect = {
  by: Stratifier;
  stratum: string;
  reference: string;
  negatives: SiteEffectNegatives;
  prevalence: { stratum: number | null; reference: number | null; low: number | null; high: number | null };
  gradient: Gradient;
  grade: SiteEffectGrade;
};

/** A stratum with its labelled scores. */
export type ScoredStratum = { stratum: string; positives: number; negatives: number; scores: LabelledScores | null };

export const scoredStratum = (stratum: string, sums: CellSums): ScoredStratum => ({
  stratum,
  positives: sums.positives,
  negatives: sums.negatives,
  scores: labelledScores(sums),
});

/**
 * Every stratum against the reference: the one with most negatives, since they are what is compared, and so that it does
 * not change places with one of like size but other prevalence. What is not known is no reference unless alone.
 */
export function siteEffects(
  by: Stratifier,
  strata: readonly ScoredStratum[],
  minimum: number = MIN_CASES,
): SiteEffect[] {
  const reference = referenceOf(strata);
  if (reference === undefined) return [];
  return strata.filter((one) => one !== reference).map((one) => siteEffect(by, one, reference, minimum));
}

export function referenceOf(strata: readonly ScoredStratum[]): ScoredStratum | undefined {
  const known = strata.filter(({ stratum }) => stratum !== UNKNOWN_STRATUM);
  return (known.length > 0 ? known : strata).toSorted(bySize)[0];
}

export const bySize = (a: ScoredStratum, b: ScoredStratum): number =>
  b.negatives - a.negatives || (a.stratum < b.stratum ? -1 : 1);

/** One stratum against another, among negatives (SCIENCE §4.1, item 1); told from `minimum` negatives of each on. */
export function siteEffect(
  by: Stratifier,
  one: ScoredStratum,
  reference: ScoredStratum,
  minimum: number = MIN_CASES,
): SiteEffect {
  const negatives = compareNegatives(one, reference, minimum);
  const gap = shareGap(prevalence(one), prevalence(reference));
  return {
    by,
    stratum: one.stratum,
    reference: reference.stratum,
    negatives,
    prevalence: {
      stratum: shareOf(prevalence(one)),
      reference: shareOf(prevalence(reference)),
      low: gap?.low ?? null,
      high: gap?.high ?? null,
    },
    ...graded(negatives.aucOfScore, gap, negatives.n, negatives.referenceN),
  };
}

/** Direction and grade of an AUC among negatives, `n` and `referenceN` of them; `gap`: of the prevalences. */
export function graded(
  { value, low, high }: AucFigures,
  gap: Parameters<typeof gradientOf>[1],
  n: number,
  referenceN: number,
): { gradient: Gradient; grade: SiteEffectGrade } {
  if (value === null || low === null || high === null)
    return { gradient: 'none', grade: siteEffectGrade(null, 'none') };
  const gradient = gradientOf(value, gap);
  return { gradient, grade: siteEffectGrade(siteEffectStrength({ value, low, high }, n, referenceN), gradient) };
}

/** As a share of the labelled cases. */
export const prevalence = ({ positives, negatives }: ScoredStratum) => ({ hits: positives, n: positives + negatives });
const shareOf = ({ hits, n }: { hits: number; n: number }): number | null => (n === 0 ? null : hits / n);
const NO_GAP = { value: null, low: null, high: null };

function compareNegatives(one: ScoredStratum, reference: ScoredStratum, minimum: number): SiteEffectNegatives {
  const counts = { n: one.negatives, referenceN: reference.negatives };
  const [a, b] = [one.scores?.negative, reference.scores?.negative];
  const few = Math.min(counts.n, counts.referenceN) < minimum;
  if (a === undefined || b === undefined || few) {
    const suppressed = few ? 'fewer_than_10_negatives' : 'being_recounted';
    return { ...counts, aucOfScore: NO_AUC, etaSquared: null, etaSquaredBalanced: null, gapLogit: NO_GAP, suppressed };
  }
  const gapLogit: MeanGap = meanGap(a.moments, b.moments);
  return {
    ...counts,
    aucOfScore: aucFigures(binnedAuc(a.counts, b.counts)),
    etaSquared: etaSquared([a.moments, b.moments]),
    etaSquaredBalanced: balancedEtaSquared(a.moments, b.moments),
    gapLogit,
    suppressed: null,
  };
}

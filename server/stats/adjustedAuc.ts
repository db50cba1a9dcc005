import type { BinnedAuc } from './binnedAuc';
import type { SiteScores } from './siteMatrix';
import { siteCount } from './siteShares';
import { type PairWeights, weightedAuc } from './weightedAuc';

/** Positives, and negatives, that a site must have to enter (SCIENCE §4.1, statistic 2). */
export const MIN_PER_SITE = 30;

/** `entered`: indices of the sites that count; `positives` and `negatives` are theirs. */
export type AdjustedAuc = BinnedAuc & { entered: number[] };

/**
 * AUC adjusted for the site (or any stratifying variable), AROC: the mean of the sites' own AUCs weighted by their
 * positives, Σ_s (n⁺_s / n⁺) A_s; the chance that a positive scores above a negative of its own site. Janes and Pepe,
 * Biometrika 2009; 96:371; variance Σ_s (n⁺_s / n⁺)² Var A_s, weights taken as given (SCIENCE §4.1). The interval
 * is `aucInterval`'s. Sites under `minimum` of either kind stay out, and are told by not being in `entered`. Null when
 * none enters. O(S · bins).
 * @param minimum at least 1; 2 and more have a variance from their own spread
 * @throws RangeError `minimum: …` under 1, and as `weightedAuc`
 */
export function adjustedAuc(sites: readonly SiteScores[], minimum: number = MIN_PER_SITE): AdjustedAuc {
  if (!(minimum >= 1)) throw new RangeError(`minimum: ${minimum}`);
  const entered = sites.flatMap((site, i) => {
    const { positives, negatives } = siteCount(site);
    return positives >= minimum && negatives >= minimum ? [i] : [];
  });
  const entering = sites.filter((_, i) => entered.includes(i));
  const counts = entering.map(siteCount);
  const positives = counts.reduce((sum, count) => sum + count.positives, 0);
  const negatives = counts.reduce((sum, count) => sum + count.negatives, 0);
  return { ...weightedAuc(entering, adjustedWeights(entering)), positives, negatives, entered };
}

/** n⁺_s / n⁺ on the diagonal of the site matrix, nothing off it. */
export function adjustedWeights(sites: readonly SiteScores[]): PairWeights {
  const counts = sites.map((site) => siteCount(site).positives);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const none = counts.map(() => 0);
  return { positives: none, negatives: none, diagonal: counts.map((count) => count / all) };
}

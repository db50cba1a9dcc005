import type { BinnedAuc } from './binnedAuc';
import type { SiteScores } from './siteMatrix';
import { type SiteShares, siteCount, siteShares } from './siteShares';
import { type WeightedAuc, weightedAuc } from './weightedAuc';

/**
 * `withinPairs` W: share of the pairs that come from one site. pooled = W · within + (1 − W) · between. Each is taken by
 * `aucInterval`; `positives` and `negatives` are those of all sites together.
 */
export type AucDecomposition = { pooled: BinnedAuc; within: BinnedAuc; between: BinnedAuc; withinPairs: number | null };

/**
 * Takes a pooled AUC apart into pairs of one site and pairs of two (SCIENCE §4.1, §0a.5): with the site shares π⁺_s of
 * the positives and π⁻_t of the negatives, pooled = Σ_st π⁺_s π⁻_t A_st and W = Σ_s π⁺_s π⁻_s; `within` weighs A_ss by
 * π⁺_s π⁻_s / W, `between` the rest by π⁺_s π⁻_t / (1 − W). The sum is exact, also on bins. A `between` above `within`
 * is what knowing the site adds. Variances take the numbers by site as given (`weightedAuc`), so that of `pooled` is a
 * little under `binnedAuc`'s of the merged histograms, which lets them vary; the value is the same. `within` is null
 * where no site has both kinds, `between` where all are of one site, all where a kind is missing. O(S² · bins).
 * @param shares those of the sites unless given; others replay another mix (`prevalenceReplay`)
 * @throws RangeError as `weightedAuc`
 */
export function aucDecomposition(
  sites: readonly SiteScores[],
  shares: SiteShares | null = siteShares(sites.map(siteCount)),
): AucDecomposition {
  const counts = sites.map(siteCount);
  const positives = counts.reduce((sum, count) => sum + count.positives, 0);
  const negatives = counts.reduce((sum, count) => sum + count.negatives, 0);
  const whole = (auc: WeightedAuc): BinnedAuc => ({ ...auc, positives, negatives });
  if (shares === null) {
    const none = whole({ value: null, errorBound: null, variance: null });
    return { pooled: none, within: none, between: none, withinPairs: null };
  }
  const pairs = shares.positives.flatMap((p) => shares.negatives.map((n) => p * n));
  const isWithin = (i: number): boolean => i % (sites.length + 1) === 0;
  const part = (keep: (i: number) => boolean): BinnedAuc => {
    const total = pairs.reduce((sum, share, i) => sum + (keep(i) ? share : 0), 0);
    const weights = pairs.map((share, i) => (keep(i) && total > 0 ? share / total : 0));
    return whole(weightedAuc(sites, weights));
  };
  return {
    pooled: whole(weightedAuc(sites, pairs)),
    within: part(isWithin),
    between: part((i) => !isWithin(i)),
    withinPairs: pairs.reduce((sum, share, i) => sum + (isWithin(i) ? share : 0), 0),
  };
}

import type { BinnedAuc } from './binnedAuc';
import type { SiteScores } from './siteMatrix';
import { type SiteShares, siteCount, siteShares } from './siteShares';
import { type PairWeights, type WeightedAuc, weightedAuc } from './weightedAuc';

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
 * where no site has both kinds, `between` where all are of one site, all where a kind is missing. O(S · bins).
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
  const { positives: p, negatives: n } = shares;
  const own = p.map((share, s) => share * (n[s] ?? 0));
  const none = own.map(() => 0);
  const withinPairs = own.reduce((sum, share) => sum + share, 0);
  const total = n.reduce((sum, share) => sum + share, 0);
  const acrossPairs = p.reduce((sum, share, s) => sum + share * Math.max(0, total - (n[s] ?? 0)), 0);
  const part = (weights: PairWeights, share: number): BinnedAuc => {
    const scale = share > 0 ? 1 / share : 0;
    return whole(
      weightedAuc(sites, {
        positives: weights.positives.map((weight) => weight * scale),
        negatives: weights.negatives,
        diagonal: weights.diagonal.map((weight) => weight * scale),
      }),
    );
  };
  return {
    pooled: part({ ...shares, diagonal: own }, 1),
    within: part({ positives: none, negatives: none, diagonal: own }, withinPairs),
    between: part({ ...shares, diagonal: none }, acrossPairs),
    withinPairs,
  };
}

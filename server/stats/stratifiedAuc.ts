import type { BinnedAuc } from './binnedAuc';

/**
 * Like with like: the mean of AUCs that were told within each of several sites, so that what differs between the sites
 * is in none of them. Weights are n⁺n⁻/(n⁺ + n⁻) of each site (van Elteren, Bull Inst Int Stat 1960; 37:351), the
 * variance is Σ w²·Var / (Σ w)². A site with fewer than two of either kind has no variance and is left out. The same as
 * the one AUC where there is one site. Counts are of the sites that entered; null value when none did.
 */
export function stratifiedAuc(sites: readonly BinnedAuc[]): BinnedAuc {
  const sums = { weight: 0, value: 0, bound: 0, variance: 0, positives: 0, negatives: 0 };
  for (const { value, errorBound, variance, positives, negatives } of sites) {
    if (value === null || variance === null || errorBound === null) continue;
    const weight = (positives * negatives) / (positives + negatives);
    sums.weight += weight;
    sums.value += weight * value;
    sums.bound += weight * errorBound;
    sums.variance += weight * weight * variance;
    sums.positives += positives;
    sums.negatives += negatives;
  }
  const { weight, positives, negatives } = sums;
  if (weight === 0) return { value: null, errorBound: null, variance: null, positives, negatives };
  return {
    value: sums.value / weight,
    errorBound: sums.bound / weight,
    variance: sums.variance / (weight * weight),
    positives,
    negatives,
  };
}

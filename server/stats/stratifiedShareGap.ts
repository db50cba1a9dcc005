import type { Interval } from './aucInterval';
import { type Count, shareGap } from './shareGap';

/**
 * Difference of two shares, one − other, within sites: weights n₁n₂/(n₁ + n₂) (Mantel and Haenszel), and the 95 %
 * interval from the sites' own Newcombe intervals by recovering their variances (MOVER; Yan and Su, Stat Biopharm Res
 * 2010; 2:329): value − √(Σ w²(d − low)²)/Σ w to value + √(Σ w²(high − d)²)/Σ w. `shareGap` where there is one site;
 * null where no site has both.
 */
export function stratifiedShareGap(
  sites: readonly { one: Count; other: Count }[],
): (Interval & { value: number }) | null {
  const sums = { weight: 0, value: 0, below: 0, above: 0 };
  for (const { one, other } of sites) {
    const gap = shareGap(one, other);
    if (gap === null) continue;
    const weight = (one.n * other.n) / (one.n + other.n);
    sums.weight += weight;
    sums.value += weight * gap.value;
    sums.below += (weight * (gap.value - gap.low)) ** 2;
    sums.above += (weight * (gap.high - gap.value)) ** 2;
  }
  if (sums.weight === 0) return null;
  const value = sums.value / sums.weight;
  return {
    value,
    low: value - Math.sqrt(sums.below) / sums.weight,
    high: value + Math.sqrt(sums.above) / sums.weight,
  };
}

import { type Moments, meanOf, squaredDeviations } from './moments';

/**
 * η²: the share of the variance that lies between groups, SSB / (SSB + SSW), 0–1. It depends on how many of each group
 * there are: a gap of .9 standard deviations gives .168 at 50:50 and .037 at 5:95 (SCIENCE §0a.3), so it is told, and
 * `balancedEtaSquared` is compared. Groups without members do not count. Null without any spread.
 */
export function etaSquared(groups: readonly Moments[]): number | null {
  const filled = groups.filter(({ n }) => n > 0);
  const n = filled.reduce((sum, group) => sum + group.n, 0);
  const mean = filled.reduce((sum, group) => sum + group.sum, 0) / n;
  const between = filled.reduce((sum, group) => sum + group.n * (meanOf(group) - mean) ** 2, 0);
  const within = filled.reduce((sum, group) => sum + squaredDeviations(group), 0);
  return between + within > 0 ? between / (between + within) : null;
}

/**
 * η² as it would be with as many of one group as of the other: d² / (d² + 4), d the gap of the means in standard
 * deviations, √ of the mean of the two variances (÷ n), so that it does not depend on the mix (SCIENCE §0a.3).
 * Null for an empty group or without any spread.
 */
export function balancedEtaSquared(one: Moments, other: Moments): number | null {
  if (one.n === 0 || other.n === 0) return null;
  return etaSquared([one, other].map(toUnitSize));
}

/** The same mean and variance with n = 1: with equal n, η² is d² / (d² + 4) by algebra. */
const toUnitSize = ({ n, sum, sumOfSquares }: Moments): Moments => ({
  n: 1,
  sum: sum / n,
  sumOfSquares: sumOfSquares / n,
});

import type { ScoreCounts } from './binnedAuc';
import type { SiteScores } from './siteMatrix';

/** Numbers of cases with and without the finding. */
export type SiteCount = { positives: number; negatives: number };

/** Shares of the positives, and of the negatives, that each site has; each list sums to 1. */
export type SiteShares = { positives: readonly number[]; negatives: readonly number[] };

/** Numbers of cases of a site. O(bins). */
export const siteCount = ({ positives, negatives }: SiteScores): SiteCount => ({
  positives: sumOf(positives),
  negatives: sumOf(negatives),
});

function sumOf(counts: ScoreCounts): number {
  let sum = 0;
  for (let bin = 0; bin < counts.length; bin++) sum += counts[bin] ?? 0;
  return sum;
}

/**
 * π⁺_s and π⁻_s. Counts need not be whole (`prevalenceReplay` makes them up). Null without a positive or a negative.
 * @throws RangeError `count: …` for one that is negative or not finite
 */
export function siteShares(counts: readonly SiteCount[]): SiteShares | null {
  const wrong = counts
    .flatMap(({ positives, negatives }) => [positives, negatives])
    .find((n) => !(n >= 0 && n < 1e300));
  if (wrong !== undefined) throw new RangeError(`count: ${wrong}`);
  const P = counts.reduce((sum, { positives }) => sum + positives, 0);
  const N = counts.reduce((sum, { negatives }) => sum + negatives, 0);
  if (P === 0 || N === 0) return null;
  return {
    positives: counts.map(({ positives }) => positives / P),
    negatives: counts.map(({ negatives }) => negatives / N),
  };
}

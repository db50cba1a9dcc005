import { type BinnedAuc, binnedAuc, type ScoreCounts } from './binnedAuc';

/** Histograms of one site (or of one value of any stratifying variable), by truth. */
export type SiteScores = { positives: ScoreCounts; negatives: ScoreCounts };

/**
 * S×S matrix of AUCs, flat and row-major: at s · S + t the chance that a positive of site s scores above a negative of
 * site t, ties half, with DeLong's variance and the error bound of the bins. The diagonal holds each site's own AUC. Off
 * it, a value well above the diagonal where s has more disease than t says that the score carries the site (SCIENCE
 * §4.1). Values null where s has no positive or t no negative. O(S² · bins).
 * @throws RangeError `bins: …` if the lengths differ, `count: …` for one that is negative or not whole
 */
export const siteMatrix = (sites: readonly SiteScores[]): BinnedAuc[] =>
  sites.flatMap(({ positives }) => sites.map(({ negatives }) => binnedAuc(positives, negatives)));

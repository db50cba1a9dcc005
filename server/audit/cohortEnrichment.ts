import { log2Enrichment } from './log2Enrichment';

/**
 * Enrichment of a cohort: log2(mean share / mean area), not the mean of the cases' logarithms, which a single small
 * share would dominate and a share of 0 would leave undefined (SCIENCE §0a.2).
 * @param shares outside shares of the cases where it is defined
 * @param areas areas outside of the same cases, in the same order
 * @returns null for an empty cohort or a mean share of 0
 * @throws RangeError `cohort: …` if the lengths differ
 */
export function cohortEnrichment(shares: readonly number[], areas: readonly number[]): number | null {
  if (shares.length !== areas.length) throw new RangeError(`cohort: ${shares.length} shares, ${areas.length} areas`);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return shares.length === 0 ? null : log2Enrichment(sum(shares) / shares.length, sum(areas) / areas.length);
}

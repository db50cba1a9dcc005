import { kolmogorovSmirnov } from '@/server/stats/kolmogorovSmirnov';
import { scoreTally } from '@/server/stats/scoreTally';

/** Outside shares of one finding, of the learned and the permuted network; one value an image. */
export type QualityShares = { learned: readonly number[]; permuted: readonly number[] };

/** `distance`: Kolmogorov's, of the finding that moved most. `p`: its own × number of findings (Bonferroni), at most 1. */
export type QualityShift = { finding: number; distance: number; p: number; n: number };

/** Values that each side needs: under this no finding is looked at. */
const MIN_VALUES = 5;

/**
 * Whether the distribution of the outside share moves for any finding: the two-sample test of Kolmogorov and Smirnov
 * for each, the smallest p after Bonferroni. Learned and permuted shares are of the same images, which makes the test
 * conservative. Null when no finding has enough shares.
 */
export function qualityShift(findings: readonly QualityShares[]): QualityShift | null {
  const tests = findings.flatMap(({ learned, permuted }, finding) => {
    if (Math.min(learned.length, permuted.length) < MIN_VALUES) return [];
    const tally = scoreTally(learned, permuted);
    const test = kolmogorovSmirnov(tally.positives, tally.negatives);
    return test === null ? [] : [{ finding, ...test, n: learned.length }];
  });
  const [first] = tests.toSorted((a, b) => a.p - b.p);
  if (first === undefined) return null;
  const { finding, distance, p, n } = first;
  return { finding, distance, p: Math.min(1, p * tests.length), n };
}

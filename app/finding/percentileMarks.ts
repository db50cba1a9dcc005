import type { Distributions } from '@/server/queries/distributions';

/** Probabilities whose percentile is printed. */
const MARKS = [0.01, 0.05, 0.1, 0.25, 0.5];

/** Cases without which a percentile is not told (SCIENCE §4.1, item 11). */
const MIN_CASES = 1000;

export type PercentileMark = { probability: number; percentile: number };

/**
 * Mid-rank of round probabilities among all cases, labelled or not, from the bins; those beyond every case are left out.
 * Empty under 1,000 cases.
 */
export function percentileMarks({ negatives, positives, unlabelled, from, width }: Distributions): PercentileMark[] {
  const all = [...negatives, ...positives, ...unlabelled].map(({ counts }) => counts);
  const total = all.reduce((sum, counts) => sum + counts.reduce((own, n) => own + n, 0), 0);
  if (total < MIN_CASES) return [];
  const below = (logit: number): number =>
    all.reduce(
      (sum, counts) =>
        sum + counts.reduce((own, n, k) => own + n * Math.min(Math.max((logit - from) / width - k, 0), 1), 0),
      0,
    );
  return MARKS.map((probability) => ({
    probability,
    percentile: (100 * below(Math.log(probability / (1 - probability)))) / total,
  })).filter(({ percentile }) => percentile > 0.5 && percentile < 99.5);
}

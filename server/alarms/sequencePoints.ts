import { confidenceSequence } from '@/server/stats/confidenceSequence';
import { type Moments, meanOf } from '@/server/stats/moments';
import { addMoments } from './reference';

/** Points of a chart at most. */
export const MOST_POINTS = 500;

/**
 * One day, or several where there are more than 500. `n`: patient-days of it, `value` their mean (null without any). From the
 * start of the sequence on: `total` patient-days since, their `mean` and its confidence sequence; null before.
 */
export type SequencePoint = {
  index: number;
  n: number;
  value: number | null;
  total: number | null;
  mean: number | null;
  low: number | null;
  high: number | null;
};

/**
 * The course of one sequence: days one by one, and the mean since `start` with its confidence sequence at the end of
 * each. O(days).
 * @param start index of the sequence's first day
 */
export function sequencePoints(
  days: readonly Moments[],
  start: number,
  { alpha, spread }: { alpha: number; spread: number },
): SequencePoint[] {
  const stride = Math.max(1, Math.ceil(days.length / MOST_POINTS));
  let since: Moments = { n: 0, sum: 0, sumOfSquares: 0 };
  const points: SequencePoint[] = [];
  for (let index = 0; index < days.length; index += stride) {
    const bucket = days.slice(index, index + stride);
    const own = bucket.reduce(addMoments, { n: 0, sum: 0, sumOfSquares: 0 });
    since = bucket.reduce((sum, day, k) => (index + k < start ? sum : addMoments(sum, day)), since);
    const runs = index + bucket.length > start && since.n > 0;
    const interval = runs ? confidenceSequence(since, alpha, spread) : null;
    points.push({
      ...{ index, n: own.n, value: own.n === 0 ? null : meanOf(own), total: runs ? since.n : null },
      ...{ mean: runs ? meanOf(since) : null, low: interval?.low ?? null, high: interval?.high ?? null },
    });
  }
  return points;
}

/**
 * Mid-rank of a value among sorted ones, counted from 0: how many are below, plus half of those equal to it; 0 to
 * sorted.length. It need not be one of them. Halving, O(log n).
 * @param sorted ascending, without NaN (`sortedScores`)
 */
export const midrankAmong = (sorted: ArrayLike<number>, value: number): number =>
  (firstNotBelow(sorted, value) + firstAbove(sorted, value)) / 2;

const firstNotBelow = (sorted: ArrayLike<number>, value: number): number =>
  firstWhere(sorted.length, (i) => (sorted[i] ?? 0) >= value);

const firstAbove = (sorted: ArrayLike<number>, value: number): number =>
  firstWhere(sorted.length, (i) => (sorted[i] ?? 0) > value);

/** First index for which `holds`, which then holds for all after it; `length` if for none. */
function firstWhere(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Scores in ascending order, a copy; infinite ones may be among them. @throws RangeError `score: NaN` */
export function sortedScores(scores: ArrayLike<number>): Float64Array {
  const sorted = Float64Array.from(scores);
  if (sorted.some(Number.isNaN)) throw new RangeError('score: NaN');
  return sorted.sort();
}

import type { ScoreCounts } from './binnedAuc';

/**
 * Wasserstein distance of order 1 (earth mover's): the area between the two distribution functions, Σ |F − G| Δx. How
 * far scores have moved on average, in their own unit; a pure shift by s gives |s|. `values`: ascending; `one` and
 * `other`: counts over them. From bins of width w, all scores moved to their centres, it is at most w off (each sample
 * at most w / 2). Null when either is empty. O(values).
 *
 * Source: Vallender, Theory Probab Appl 1974; 18:784.
 * @throws RangeError `values: …` if the lengths differ, `value: …` unless ascending and finite, `count: …` when negative
 */
export function wasserstein(values: ArrayLike<number>, one: ScoreCounts, other: ScoreCounts): number | null {
  if (one.length !== values.length || other.length !== values.length) {
    throw new RangeError(`values: ${values.length}, ${one.length}, ${other.length}`);
  }
  const [n, m] = [total(one), total(other)];
  if (n === 0 || m === 0) return null;
  let [f, g, area, before] = [0, 0, 0, Number.NaN];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value) || value < before) throw new RangeError(`value: ${value} after ${before}`);
    if (i > 0) area += Math.abs(f / n - g / m) * (value - before);
    f += one[i] ?? 0;
    g += other[i] ?? 0;
    before = value;
  }
  return area;
}

function total(counts: ScoreCounts): number {
  return Array.from(counts).reduce((sum, count) => {
    if (!(count >= 0 && Number.isFinite(count))) throw new RangeError(`count: ${count}`);
    return sum + count;
  }, 0);
}

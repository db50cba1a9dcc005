/** Relative difference of the cells under which a map points nowhere. */
const FLAT = 1e-6;

/** Whether no cell differs from the others by more than rounding. */
export function isFlat(values: ArrayLike<number>): boolean {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i] ?? 0);
    high = Math.max(high, values[i] ?? 0);
  }
  return high - low <= FLAT * Math.max(Math.abs(low), Math.abs(high));
}

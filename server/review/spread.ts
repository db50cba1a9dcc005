/** Median with the quartiles around it, in the unit of the values. */
export type Spread = { n: number; low: number; median: number; high: number };

/**
 * Median and quartiles, between two values linearly (Hyndman and Fan, Am Stat 1996; 50:361, definition 7, as NumPy and R by
 * default). Null without a value.
 */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const ascending = values.toSorted((a, b) => a - b);
  const at = (share: number): number => {
    const place = share * (ascending.length - 1);
    const below = ascending[Math.floor(place)] ?? 0;
    const above = ascending[Math.ceil(place)] ?? below;
    return below + (above - below) * (place - Math.floor(place));
  };
  return { n: values.length, low: at(0.25), median: at(0.5), high: at(0.75) };
}

/**
 * Rounds values to `digits` decimals so that they add up to their rounded sum, as printed tables must. The values
 * whose rounding hurts least are moved by one unit (largest remainders). O(n log n).
 */
export function roundToSum(values: number[], digits: number): number[] {
  const unit = 10 ** digits;
  const scaled = values.map((value) => value * unit);
  const rounded = scaled.map(Math.round);
  const target = Math.round(scaled.reduce((sum, value) => sum + value, 0));
  const missing = target - rounded.reduce((sum, value) => sum + value, 0);
  const step = Math.sign(missing);
  const order = scaled
    .map((value, i) => ({ i, gain: (value - (rounded[i] ?? 0)) * step }))
    .toSorted((a, b) => b.gain - a.gain);
  for (const { i } of order.slice(0, Math.abs(missing))) rounded[i] = (rounded[i] ?? 0) + step;
  return rounded.map((value) => value / unit);
}

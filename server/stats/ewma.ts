/** λ and L of the chart: a false alarm in 481 values on average, with the limits at their final width. */
export const EWMA_WEIGHT = 0.1;
export const EWMA_LIMIT = 2.8;

/** One per value: the average, the limits around the mean, all in the unit of the values; `alarm`: outside them. */
export type EwmaPoint = { average: number; low: number; high: number; alarm: boolean };

/**
 * Exponentially weighted moving average chart: Z_t = λ x_t + (1 − λ) Z_{t−1} from Z_0 = μ, limits
 * μ ± L σ √(λ / (2 − λ) · (1 − (1 − λ)^{2t})), exact for every t. For a series of values with one σ: a daily mean of n
 * is first standardised, (mean − μ) √n / σ. Values are treated as independent and normal; it goes on after an alarm. A
 * view, not the alarm of the product, which holds under continuous looking. Empty for no values. O(n).
 *
 * Source: Roberts, Technometrics 1959; 1:239; Lucas, Saccucci, Technometrics 1990; 32:1 (λ, L and run lengths).
 * @throws RangeError `value: …` when not finite, `sd: …` unless positive, `weight: …` outside (0, 1], `limit: …`
 */
export function ewma(
  values: ArrayLike<number>,
  { mean = 0, sd = 1, weight = EWMA_WEIGHT, limit = EWMA_LIMIT } = {},
): EwmaPoint[] {
  if (!(sd > 0 && sd < Number.POSITIVE_INFINITY)) throw new RangeError(`sd: ${sd}`);
  if (!(weight > 0 && weight <= 1)) throw new RangeError(`weight: ${weight}`);
  if (!(limit > 0)) throw new RangeError(`limit: ${limit}`);
  let average = mean;
  return Array.from(values, (value, index) => {
    if (!Number.isFinite(value)) throw new RangeError(`value: ${value}`);
    average = weight * value + (1 - weight) * average;
    const half = limit * sd * Math.sqrt((weight / (2 - weight)) * (1 - (1 - weight) ** (2 * (index + 1))));
    return { average, low: mean - half, high: mean + half, alarm: Math.abs(average - mean) > half };
  });
}

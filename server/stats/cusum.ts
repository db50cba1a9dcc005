/** Allowance k and decision limit h, in σ: a false alarm in 465 values on average, both sides together. */
export const CUSUM_ALLOWANCE = 0.5;
export const CUSUM_LIMIT = 5;

/** One per value, in σ, both ≥ 0: what has gathered above and below the mean; `alarm`: one is over the limit. */
export type CusumPoint = { above: number; below: number; alarm: boolean };

/**
 * Tabular two-sided cumulative sum chart of standardised values x = (value − μ) / σ: above_t = max(0, above_{t−1} + x −
 * k), below_t = max(0, below_{t−1} − x − k), both from 0; tuned to find shifts of 2k σ. A daily mean of n has the σ of
 * one value ÷ √n and is standardised before. Values are treated as independent and normal; it goes on after an alarm,
 * without a reset. A view, not the alarm of the product. Empty for no values. O(n).
 *
 * Source: Page, Biometrika 1954; 41:100; Montgomery, Introduction to Statistical Quality Control, §9.1.
 * @throws RangeError `value: …` when not finite, `sd: …` unless positive, `allowance: …` when negative, `limit: …`
 */
export function cusum(
  values: ArrayLike<number>,
  { mean = 0, sd = 1, allowance = CUSUM_ALLOWANCE, limit = CUSUM_LIMIT } = {},
): CusumPoint[] {
  if (!(sd > 0 && sd < Number.POSITIVE_INFINITY)) throw new RangeError(`sd: ${sd}`);
  if (!(allowance >= 0)) throw new RangeError(`allowance: ${allowance}`);
  if (!(limit > 0)) throw new RangeError(`limit: ${limit}`);
  let [above, below] = [0, 0];
  return Array.from(values, (value) => {
    if (!Number.isFinite(value)) throw new RangeError(`value: ${value}`);
    const standardised = (value - mean) / sd;
    above = Math.max(0, above + standardised - allowance);
    below = Math.max(0, below - standardised - allowance);
    return { above, below, alarm: above > limit || below > limit };
  });
}

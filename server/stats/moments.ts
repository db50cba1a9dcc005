/** What a sample leaves behind in a rollup: n, Σx and Σx². */
export type Moments = { n: number; sum: number; sumOfSquares: number };

/** @throws RangeError `n: 0` */
export function meanOf({ n, sum }: Moments): number {
  if (!(n > 0)) throw new RangeError(`n: ${n}`);
  return sum / n;
}

/** Σ(x − mean)², never below 0. @throws RangeError `n: 0` */
export const squaredDeviations = (moments: Moments): number =>
  Math.max(0, moments.sumOfSquares - moments.sum * meanOf(moments));

import { Z_95 } from './z95';

export type MeanInterval = { mean: number | null; low: number | null; high: number | null };

/**
 * Mean of values on 0–1 with its 95 % interval, from n, Σx and Σx²: mean ± 1.96 · sd / √n with the sample standard
 * deviation (n − 1), cut to 0–1. Images are treated as independent. Mean null when n is 0, interval when n < 2.
 * @throws RangeError `n: …` when negative or not whole
 */
export function meanInterval(n: number, sum: number, sumOfSquares: number): MeanInterval {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`n: ${n}`);
  if (n === 0) return { mean: null, low: null, high: null };
  const mean = sum / n;
  if (n === 1) return { mean, low: null, high: null };
  const variance = Math.max(0, (sumOfSquares - sum * mean) / (n - 1));
  const half = Z_95 * Math.sqrt(variance / n);
  return { mean, low: Math.max(0, mean - half), high: Math.min(1, mean + half) };
}

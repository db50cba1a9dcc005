/** Values of placements, 0–1 or differences of them, that differ by less than this differ by rounding alone. */
const ROUNDING = 1e-12;

/**
 * Estimated variance of the mean of independent placements: Σ(x − mean)² / (n − 1) / n, in two passes, so that little is
 * lost where they hardly differ. 0, and not the square of a rounding error, where all are equal: a test would take that
 * for certainty. Null under two values. O(n).
 */
export function varianceOfMean(values: Float64Array): number | null {
  const n = values.length;
  if (n < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (values.every((value) => Math.abs(value - mean) < ROUNDING)) return 0;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1) / n;
}

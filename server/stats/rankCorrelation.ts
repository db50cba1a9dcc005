import { midrankAmong, sortedScores } from './midrankAmong';

/**
 * Spearman's rank correlation of two lists of the same length, ties by mid-ranks, −1 to 1; null without any spread in
 * one of them, or of fewer than two values.
 *
 * Source: Spearman, American Journal of Psychology 1904.
 * @throws RangeError `values: …` of different lengths
 */
export function rankCorrelation(one: ArrayLike<number>, two: ArrayLike<number>): number | null {
  if (one.length !== two.length) throw new RangeError(`values: ${one.length} and ${two.length}`);
  const [a, b] = [centredRanks(one), centredRanks(two)];
  const product = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
  const spread = Math.sqrt(product(a, a) * product(b, b));
  return spread > 0 ? product(a, b) / spread : null;
}

function centredRanks(values: ArrayLike<number>): Float64Array {
  const sorted = sortedScores(values);
  return Float64Array.from(values, (value) => midrankAmong(sorted, value) - values.length / 2);
}

import type { Interval } from './aucInterval';
import { Z_95 } from './z95';

/** How much agreement a pair of categories is: all or nothing, by distance, or by squared distance. */
export type KappaWeights = 'none' | 'linear' | 'quadratic';

/** −1 to 1 with its 95 % interval, cut to that range; `observed` and `expected` agreement 0–1. */
export type Kappa = Interval & { value: number; standardError: number; observed: number; expected: number };

/**
 * Cohen's kappa of two readers of the same cases, (observed − expected) / (1 − expected) agreement. `table`: counts
 * [size, size] row-major, rows the one reader's category, columns the other's; for the weighted forms categories are
 * ordered and one step apart. Interval: ± 1.96 of Fleiss, Cohen and Everitt's large-sample standard error, cases
 * independent; at full agreement the error is 0 and the interval empty of meaning, so read n beside it. Kappa depends
 * on the prevalence: compare it between groups of like prevalence only. Null for an empty table, or where chance alone
 * agrees fully (both use one category). O(size²).
 *
 * Source: Cohen, Educ Psychol Meas 1960; 20:37; Psychol Bull 1968; 70:213; Fleiss, Cohen, Everitt, Psychol Bull 1969;
 * 72:323, equation 13.
 * @throws RangeError `table: …` unless size² counts, size ≥ 2, `count: …` for one that is negative or not finite
 */
export function cohenKappa(table: ArrayLike<number>, size: number, weights: KappaWeights = 'none'): Kappa | null {
  if (!(Number.isInteger(size) && size >= 2 && table.length === size * size)) {
    throw new RangeError(`table: ${table.length} for ${size}`);
  }
  for (const count of Array.from(table)) {
    if (!(count >= 0 && Number.isFinite(count))) throw new RangeError(`count: ${count}`);
  }
  const n = Array.from(table).reduce((sum, count) => sum + count, 0);
  if (n === 0) return null;
  const agreement = agreementOf(size, weights);
  const { observed, expected, rowMean, columnMean } = margins(table, size, n, agreement);
  if (expected >= 1) return null;
  const value = (observed - expected) / (1 - expected);
  let squares = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const meanWeight = (rowMean[i] ?? 0) + (columnMean[j] ?? 0);
      squares += ((table[i * size + j] ?? 0) / n) * (agreement(i, j) - meanWeight * (1 - value)) ** 2;
    }
  }
  // Both sets of margins sum to 1, so a variance under 0 is rounding.
  const variance = Math.max(0, squares - (value - expected * (1 - value)) ** 2) / (n * (1 - expected) ** 2);
  const half = Z_95 * Math.sqrt(variance);
  return {
    value,
    low: Math.max(-1, value - half),
    high: Math.min(1, value + half),
    standardError: Math.sqrt(variance),
    observed,
    expected,
  };
}

type Agreement = (i: number, j: number) => number;

/** Weight of agreement, 1 on the diagonal, 0 at the furthest for the ordered forms. */
function agreementOf(size: number, weights: KappaWeights): Agreement {
  if (weights === 'none') return (i, j) => (i === j ? 1 : 0);
  if (weights === 'linear') return (i, j) => 1 - Math.abs(i - j) / (size - 1);
  return (i, j) => 1 - ((i - j) / (size - 1)) ** 2;
}

/** Shares of rows and columns, agreement, and the mean weight of every row and column under chance. */
function margins(table: ArrayLike<number>, size: number, n: number, agreement: Agreement) {
  const categories = Array.from({ length: size }, (_, index) => index);
  const sum = (of: (category: number) => number): number => categories.reduce((all, index) => all + of(index), 0);
  const rows = categories.map((i) => sum((j) => (table[i * size + j] ?? 0) / n));
  const columns = categories.map((j) => sum((i) => (table[i * size + j] ?? 0) / n));
  const rowMean = categories.map((i) => sum((j) => (columns[j] ?? 0) * agreement(i, j)));
  const columnMean = categories.map((j) => sum((i) => (rows[i] ?? 0) * agreement(i, j)));
  const observed = sum((i) => sum((j) => ((table[i * size + j] ?? 0) / n) * agreement(i, j)));
  const expected = sum((i) => (rows[i] ?? 0) * (rowMean[i] ?? 0));
  return { observed, expected, rowMean, columnMean };
}

import { cholesky, choleskyInverse, choleskySolve } from './cholesky';
import { expit } from './expit';

/**
 * Rows with counts of the two outcomes: `design` Float64Array [rows, columns] row-major, its first column the ones of
 * the intercept; `positives` and `negatives` one per row (1 and 0 for single cases).
 */
export type BinomialRows = {
  design: Float64Array;
  columns: number;
  positives: ArrayLike<number>;
  negatives: ArrayLike<number>;
};

/** `covariance`: [columns, columns], inverse of the information. `ridge`: the penalty used, 0 for maximum likelihood. */
export type LogisticFit = { coefficients: Float64Array; covariance: Float64Array; ridge: number };

/** The penalty of the fallback: that of scikit-learn's default (C = 1) on standardised columns. */
export const FALLBACK_RIDGE = 1;

/**
 * Logistic regression by maximum likelihood, without a penalty: Newton's method (iteratively reweighted least squares),
 * steps halved while the likelihood falls. Where it has no finite maximum, that is when some combination of columns
 * separates the outcomes, or a column is a sum of others, the stated fallback: the same with a ridge of
 * ½ · FALLBACK_RIDGE · Σ (sd_j β_j)² on all columns but the first, and `ridge` says so. Null without a positive or a
 * negative, and when columns other than the first are constant or duplicate so that no fit exists either way. Columns
 * far from 0 (years) are to be centred first. O(rows · columns²) a step, about 8 steps.
 *
 * Source: McCullagh, Nelder, Generalized Linear Models, 2nd ed., §4.4; Hastie, Tibshirani, Friedman, ESL, §4.4.1.
 * @throws RangeError `design: …` if lengths do not fit, `count: …` for a negative one, `value: …` for one not finite
 */
export function logisticRegression(rows: BinomialRows): LogisticFit | null {
  return fitLogistic(rows, 0) ?? fitLogistic(rows, FALLBACK_RIDGE);
}

/** The same with a given ridge, 0 for none, and without a fallback: null where there is no finite maximum. */
export function fitLogistic(rows: BinomialRows, ridge: number): LogisticFit | null {
  const { columns } = rows;
  const { spread, positives, negatives } = columnSpread(rows);
  if (positives === 0 || negatives === 0) return null;
  const penalty = spread.map((sd, column) => (column === 0 ? 0 : ridge * sd * sd));
  let coefficients = new Float64Array(columns);
  coefficients[0] = Math.log(positives / negatives);
  let loss = penalisedLoss(rows, coefficients, penalty);
  for (let step = 0; step < 50; step++) {
    const { gradient, information } = derivatives(rows, coefficients, penalty);
    const factor = cholesky(information, columns);
    if (factor === null) return null;
    const change = choleskySolve(factor, gradient);
    const next = halvedStep(rows, coefficients, change, penalty, loss);
    [coefficients, loss] = [next.coefficients, next.loss];
    // Under separation every step stays about one logit long, so the length of the step tells, and the loss does not.
    if (change.every((by, column) => Math.abs(by) * (column === 0 ? 1 : (spread[column] ?? 1)) < 1e-7)) {
      const settled = cholesky(derivatives(rows, coefficients, penalty).information, columns);
      return settled && { coefficients, covariance: choleskyInverse(settled, columns), ridge };
    }
  }
  return null;
}

function halvedStep(
  rows: BinomialRows,
  from: Float64Array,
  change: Float64Array,
  penalty: Float64Array,
  loss: number,
): { coefficients: Float64Array<ArrayBuffer>; loss: number } {
  let share = 1;
  for (;;) {
    const coefficients = Float64Array.from(from, (value, column) => value + share * (change[column] ?? 0));
    const reached = penalisedLoss(rows, coefficients, penalty);
    // Near the end the loss changes by rounding only; such a step is taken as it is.
    if (reached <= loss + 1e-10 * Math.abs(loss) || share < 1e-6) return { coefficients, loss: reached };
    share /= 2;
  }
}

/** −log likelihood + penalty; softplus in the form that does not overflow. */
function penalisedLoss(rows: BinomialRows, coefficients: Float64Array, penalty: Float64Array): number {
  const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  let loss = 0;
  for (let row = 0; row < rows.positives.length; row++) {
    const eta = linearPredictor(rows, row, coefficients);
    loss += (rows.positives[row] ?? 0) * softplus(-eta) + (rows.negatives[row] ?? 0) * softplus(eta);
  }
  return coefficients.reduce((sum, value, column) => sum + ((penalty[column] ?? 0) * value * value) / 2, loss);
}

/** Gradient of the log likelihood − penalty, and the information (lower triangle), at `coefficients`. */
function derivatives(rows: BinomialRows, coefficients: Float64Array, penalty: Float64Array) {
  const { design, columns } = rows;
  const gradient = coefficients.map((value, column) => -(penalty[column] ?? 0) * value);
  const information = new Float64Array(columns * columns);
  for (const [column, value] of penalty.entries()) information[column * columns + column] = value;
  for (let row = 0; row < rows.positives.length; row++) {
    const [positives, negatives] = [rows.positives[row] ?? 0, rows.negatives[row] ?? 0];
    const p = expit(linearPredictor(rows, row, coefficients));
    const weight = (positives + negatives) * p * (1 - p);
    for (let i = 0; i < columns; i++) {
      const x = design[row * columns + i] ?? 0;
      gradient[i] = (gradient[i] ?? 0) + x * (positives * (1 - p) - negatives * p);
      for (let j = 0; j <= i; j++) {
        const at = i * columns + j;
        information[at] = (information[at] ?? 0) + weight * x * (design[row * columns + j] ?? 0);
      }
    }
  }
  return { gradient, information };
}

/** Σ_j x_j β_j of one row. */
export function linearPredictor(
  { design, columns }: Pick<BinomialRows, 'design' | 'columns'>,
  row: number,
  coefficients: Float64Array,
): number {
  let eta = 0;
  for (let column = 0; column < columns; column++) {
    eta += (design[row * columns + column] ?? 0) * (coefficients[column] ?? 0);
  }
  return eta;
}

/** Standard deviation (÷ n) of every column, and the totals; checks the shape and the values on the way. */
function columnSpread({ design, columns, positives, negatives }: BinomialRows) {
  const rows = positives.length;
  if (!(columns >= 1) || negatives.length !== rows || design.length !== rows * columns) {
    throw new RangeError(`design: ${design.length} for ${rows}, ${negatives.length} rows of ${columns}`);
  }
  const totals = { positives: 0, negatives: 0 };
  const [mean, squares] = [new Float64Array(columns), new Float64Array(columns)];
  for (let row = 0, n = 0; row < rows; row++) {
    const [p, q] = [positives[row] ?? 0, negatives[row] ?? 0];
    for (const count of [p, q]) if (!(count >= 0 && Number.isFinite(count))) throw new RangeError(`count: ${count}`);
    totals.positives += p;
    totals.negatives += q;
    n += p + q;
    if (p + q === 0) continue;
    for (let column = 0; column < columns; column++) {
      const value = design[row * columns + column] ?? 0;
      if (!Number.isFinite(value)) throw new RangeError(`value: ${value} in column ${column}`);
      // West's update: no cancellation for columns far from 0.
      const away = value - (mean[column] ?? 0);
      mean[column] = (mean[column] ?? 0) + (away * (p + q)) / n;
      squares[column] = (squares[column] ?? 0) + (p + q) * away * (value - (mean[column] ?? 0));
    }
  }
  return { ...totals, spread: squares.map((sum) => Math.sqrt(sum / (totals.positives + totals.negatives))) };
}

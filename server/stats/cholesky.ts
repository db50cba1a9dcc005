/**
 * Cholesky factor L of a symmetric matrix A = L Lᵀ: lower triangle, Float64Array [size, size] row-major; the upper
 * triangle of `matrix` is not read. Null unless A is positive definite; a pivot under 1e-10 of its diagonal element
 * counts as zero (columns that are sums of others). O(size³).
 *
 * Source: Golub, Van Loan, Matrix Computations, 4th ed., §4.2.
 * @throws RangeError `matrix: …` unless it has size² elements
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array | null {
  if (matrix.length !== size * size) throw new RangeError(`matrix: ${matrix.length} for ${size}`);
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row * size + column] ?? 0;
      for (let k = 0; k < column; k++) rest -= (factor[row * size + k] ?? 0) * (factor[column * size + k] ?? 0);
      if (row > column) {
        factor[row * size + column] = rest / (factor[column * size + column] ?? Number.NaN);
      } else {
        if (!(rest > 1e-10 * (matrix[row * size + row] ?? 0))) return null;
        factor[row * size + row] = Math.sqrt(rest);
      }
    }
  }
  return factor;
}

/** x with L Lᵀ x = `right`, for a factor of `cholesky`. O(size²). */
export function choleskySolve(factor: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const x = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < row; k++) x[row] = (x[row] ?? 0) - (factor[row * size + k] ?? 0) * (x[k] ?? 0);
    x[row] = (x[row] ?? 0) / (factor[row * size + row] ?? Number.NaN);
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let k = row + 1; k < size; k++) x[row] = (x[row] ?? 0) - (factor[k * size + row] ?? 0) * (x[k] ?? 0);
    x[row] = (x[row] ?? 0) / (factor[row * size + row] ?? Number.NaN);
  }
  return x;
}

/** (L Lᵀ)⁻¹, Float64Array [size, size], for a factor of `cholesky`. O(size³). */
export function choleskyInverse(factor: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    for (const [row, value] of choleskySolve(factor, unit).entries()) inverse[row * size + column] = value;
  }
  return inverse;
}

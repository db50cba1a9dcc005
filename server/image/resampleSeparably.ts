/**
 * What one axis of a resize reads: output i is Σ_t weights[i·taps + t] · input[indices[i·taps + t]].
 * Rows are padded with weight 0 to a common number of taps, so that the loops have no branches.
 */
export type AxisTaps = { length: number; taps: number; indices: Int32Array; weights: Float64Array };

/** [height, width] in pixels. */
export type Size = readonly [height: number, width: number];

/**
 * Applies `vertical`, then `horizontal`, to `pixels` Float32Array [height, width]; sums in float64, answers float32.
 * Cost: O(rows read · width + output · taps).
 * @throws RangeError when the length of `pixels` is not height · width.
 */
export function resampleSeparably(
  pixels: Float32Array,
  [height, width]: Size,
  vertical: AxisTaps,
  horizontal: AxisTaps,
): Float32Array {
  if (pixels.length !== height * width)
    throw new RangeError(`pixels: length ${pixels.length} is not ${height} x ${width}`);
  const output = new Float32Array(vertical.length * horizontal.length);
  const row = new Float64Array(width);
  for (let y = 0; y < vertical.length; y++) {
    row.fill(0);
    for (let tap = y * vertical.taps; tap < (y + 1) * vertical.taps; tap++) {
      addRow(row, pixels, (vertical.indices[tap] ?? 0) * width, vertical.weights[tap] ?? 0);
    }
    reduceRow(row, horizontal, output, y * horizontal.length);
  }
  return output;
}

/** row += weight · pixels[offset …]. */
function addRow(row: Float64Array, pixels: Float32Array, offset: number, weight: number): void {
  if (weight === 0) return;
  for (let x = 0; x < row.length; x++) row[x] = (row[x] ?? 0) + weight * (pixels[offset + x] ?? 0);
}

function reduceRow(row: Float64Array, axis: AxisTaps, output: Float32Array, offset: number): void {
  const { taps, indices, weights } = axis;
  for (let x = 0; x < axis.length; x++) {
    let sum = 0;
    for (let tap = x * taps; tap < (x + 1) * taps; tap++) sum += (weights[tap] ?? 0) * (row[indices[tap] ?? 0] ?? 0);
    output[offset + x] = sum;
  }
}

/** @throws RangeError unless both sides are positive integers. */
export function checkSize(name: string, [height, width]: Size): void {
  for (const side of [height, width]) {
    if (!Number.isInteger(side) || side < 1) throw new RangeError(`${name}: ${height} x ${width}`);
  }
}

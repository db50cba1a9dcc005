import type { Mask } from '@/server/audit/mask';
import { bilinearResize, linearTaps } from './bilinearResize';
import { type AxisTaps, checkSize, type Size } from './resampleSeparably';

/**
 * Where `bilinearResize` of a plane is above a threshold: the same mask, bit for bit. An interpolated value lies
 * within its four neighbours, so only where these disagree, along the edges, is there anything to work out: 192×192 to
 * 512×512 takes 0.3 ms instead of 1.8 ms.
 * @param plane Float32Array [height, width], finite
 * @throws RangeError as `bilinearResize`
 */
export function bilinearMask(plane: Float32Array, from: Size, to: Size, threshold: number): Mask {
  checkSize('output size', to);
  const [height, width] = to;
  if (Math.min(from[0], from[1]) < 2 || plane.length !== from[0] * from[1]) {
    const values = bilinearResize(plane, from, to);
    return { height, width, data: Uint8Array.from(values, (value) => (value > threshold ? 1 : 0)) };
  }
  const vertical = linearTaps(from[0], height);
  const horizontal = linearTaps(from[1], width);
  const starts = outputStarts(horizontal, from[1]);
  const data = new Uint8Array(height * width);
  const edges: number[] = [];
  for (let y = 0, next = 0; y < height; y = next) {
    const first = vertical.first[y] ?? 0;
    while (next < height && vertical.first[next] === first) next++;
    const pair = plane.subarray(first * from[1], (first + 2) * from[1]);
    edges.length = 0;
    fillInside(data.subarray(y * width, next * width), pair, threshold, starts, edges);
    for (let row = y; row < next; row++) {
      const weights = vertical.weights.subarray(2 * row, 2 * row + 2);
      const output = data.subarray(row * width, (row + 1) * width);
      for (const column of edges) workOut(output, pair, weights, column, horizontal, starts, threshold);
    }
  }
  return { height, width, data };
}

/** For each input column, the first output column that reads it and the next one; as many as input columns. */
function outputStarts({ first, length }: AxisTaps, input: number): Int32Array {
  const starts = new Int32Array(input).fill(length);
  for (let x = length - 1; x >= 0; x--) {
    for (let column = first[x] ?? 0; column >= 0 && (starts[column] ?? 0) > x; column--) starts[column] = x;
  }
  return starts;
}

/**
 * Fills what lies between four neighbours above the threshold.
 * @param rows Uint8Array [rows, width], all between the two input rows of `pair` Float32Array [2, input width]
 * @param edges takes up the columns whose four neighbours disagree
 */
function fillInside(rows: Uint8Array, pair: Float32Array, threshold: number, starts: Int32Array, edges: number[]) {
  const input = pair.length / 2;
  const width = starts[input - 1] ?? 0;
  let before = columnAbove(pair, 0, threshold);
  let inside = -1;
  for (let column = 0; column < input - 1; column++) {
    const after = columnAbove(pair, column + 1, threshold);
    const above = before + after;
    before = after;
    if (above === 4 && inside < 0) inside = column;
    if (above !== 4 && inside >= 0) {
      fillColumns(rows, width, starts[inside] ?? 0, starts[column] ?? 0);
      inside = -1;
    }
    if (above > 0 && above < 4) edges.push(column);
  }
  if (inside >= 0) fillColumns(rows, width, starts[inside] ?? 0, width);
}

/** How many of the two values of a column are above the threshold. */
function columnAbove(pair: Float32Array, column: number, threshold: number): number {
  return ((pair[column] ?? 0) > threshold ? 1 : 0) + ((pair[column + pair.length / 2] ?? 0) > threshold ? 1 : 0);
}

function fillColumns(rows: Uint8Array, width: number, from: number, to: number): void {
  for (let offset = 0; offset < rows.length; offset += width) rows.fill(1, offset + from, offset + to);
}

/** Interpolates the outputs between one input column and the next, in one row, as `resampleSeparably` does. */
function workOut(
  output: Uint8Array,
  pair: Float32Array,
  weights: Float64Array,
  column: number,
  horizontal: AxisTaps,
  starts: Int32Array,
  threshold: number,
): void {
  const input = pair.length / 2;
  const upper = weights[0] ?? 0;
  const lower = weights[1] ?? 0;
  const left = upper * (pair[column] ?? 0) + lower * (pair[input + column] ?? 0);
  const right = upper * (pair[column + 1] ?? 0) + lower * (pair[input + column + 1] ?? 0);
  for (let x = starts[column] ?? 0; x < (starts[column + 1] ?? 0); x++) {
    const value = (horizontal.weights[2 * x] ?? 0) * left + (horizontal.weights[2 * x + 1] ?? 0) * right;
    output[x] = Math.fround(value) > threshold ? 1 : 0;
  }
}

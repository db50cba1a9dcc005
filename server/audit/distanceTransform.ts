import { checkMask } from './checkMask';
import type { Mask } from './mask';

/** Far beyond any distance in an image, and small enough that parabola intersections stay finite. */
const FAR = 1e15;

/**
 * The exact squared Euclidean distance from each pixel's centre to the nearest pixel centre of the mask: two passes
 * of the lower envelope of parabolas, O(pixels) (Felzenszwalb and Huttenlocher 2012). Distances are in units of
 * `pixelWidth` and `pixelHeight`, so that an oblong pixel or cell is measured right.
 * @returns Float64Array [height, width]; 0 on the mask; Infinity everywhere for an empty mask
 * @throws RangeError `mask size: …`
 */
export function distanceTransform(mask: Mask, pixelWidth = 1, pixelHeight = 1): Float64Array {
  checkMask(mask);
  const { height, width, data } = mask;
  const squared = new Float64Array(height * width);
  for (let i = 0; i < squared.length; i++) squared[i] = data[i] ? 0 : FAR;
  const scratch = newScratch(Math.max(height, width));
  for (let x = 0; x < width; x++) transformLine(squared, x, width, height, pixelHeight * pixelHeight, scratch);
  for (let y = 0; y < height; y++) transformLine(squared, y * width, 1, width, pixelWidth * pixelWidth, scratch);
  for (let i = 0; i < squared.length; i++) if ((squared[i] ?? 0) >= FAR) squared[i] = Infinity;
  return squared;
}

type Scratch = { line: Float64Array; apex: Int32Array; start: Float64Array };

function newScratch(length: number): Scratch {
  return { line: new Float64Array(length), apex: new Int32Array(length), start: new Float64Array(length + 1) };
}

/** One line of `values`, `length` elements from `offset` in steps of `stride`: min over p of line[p] + scale (q − p)². */
function transformLine(
  values: Float64Array,
  offset: number,
  stride: number,
  length: number,
  scale: number,
  { line, apex, start }: Scratch,
) {
  for (let q = 0; q < length; q++) line[q] = values[offset + q * stride] ?? FAR;
  let last = 0;
  apex[0] = 0;
  start[0] = -Infinity;
  for (let q = 1; q < length; q++) {
    let crossing = intersection(line, scale, apex[last] ?? 0, q);
    while (last > 0 && crossing <= (start[last] ?? 0)) {
      last--;
      crossing = intersection(line, scale, apex[last] ?? 0, q);
    }
    last++;
    apex[last] = q;
    start[last] = crossing;
  }
  for (let q = 0, k = 0; q < length; q++) {
    while (k < last && (start[k + 1] ?? 0) < q) k++;
    const p = apex[k] ?? 0;
    values[offset + q * stride] = (line[p] ?? 0) + scale * (q - p) * (q - p);
  }
}

/** Where the parabola with apex at q overtakes the one with apex at p < q. */
function intersection(line: Float64Array, scale: number, p: number, q: number): number {
  return ((line[q] ?? 0) - (line[p] ?? 0)) / (2 * scale * (q - p)) + (q + p) / 2;
}

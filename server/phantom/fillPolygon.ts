import type { Point } from './frame';

/** Signed areas of one polygon's rows; grows to the largest picture and is left all zeros after use. */
let areas = new Float32Array(0);

/**
 * One edge's signed area in the cells it crosses on one row, from `x0` at the top to `x1` at the bottom, `dy` rows
 * high; running sums along a row turn these into coverage (the accumulation of Raph Levien's font-rs). The sum up to a
 * cell is the mean, over the edge's places, of how much of the cell lies to its right.
 */
function addSpan(row: number, x0: number, x1: number, dy: number): void {
  const left = x0 < x1 ? x0 : x1;
  const right = x0 < x1 ? x1 : x0;
  const last = Math.ceil(right);
  let passed = 0;
  let before = 0;
  for (let x = Math.floor(left); x <= last; x++) {
    const z = x + 1;
    const upTo = z >= right ? z - (left + right) / 2 : (z - left) ** 2 / (2 * (right - left));
    areas[row + x] = (areas[row + x] ?? 0) + dy * (upTo - passed - before);
    before = upTo - passed;
    passed = upTo;
  }
}

function clamp(x: number, size: number): number {
  return x < 0 ? 0 : x > size ? size : x;
}

function addEdge(size: number, ax: number, ay: number, bx: number, by: number): void {
  if (ay === by) return;
  const down = ay < by;
  const topX = down ? ax : bx;
  const topY = down ? ay : by;
  const endY = down ? by : ay;
  const slope = (bx - ax) / (by - ay);
  const stop = Math.min(size, endY);
  for (let y = Math.max(0, Math.floor(topY)); y < stop; y++) {
    const from = y > topY ? y : topY;
    const to = y + 1 < endY ? y + 1 : endY;
    if (to <= from) continue;
    const x0 = clamp(topX + (from - topY) * slope, size);
    const x1 = clamp(topX + (to - topY) * slope, size);
    addSpan(y * (size + 2), x0, x1, down ? to - from : from - to);
  }
}

/** The box of whole pixels that holds the points, cut to the picture; empty when right < left. */
export function boxOf(points: readonly Point[], size: number) {
  let [left, right, top, bottom] = [size, 0, size, 0];
  for (const [x, y] of points) {
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  const first = (low: number) => Math.max(0, Math.floor(low));
  const last = (high: number) => Math.min(size - 1, Math.ceil(high));
  return { left: first(left), right: last(right), top: first(top), bottom: last(bottom) };
}

/**
 * Raises `coverage` [size, size] to that of a closed polygon in pixels: the exact share, 0–1, of each pixel that it
 * covers (edges beyond the picture are clamped to its side). Parts that overlap themselves in the same sense count
 * once.
 */
export function fillPolygon(coverage: Float32Array, points: readonly Point[], size: number): void {
  const stride = size + 2;
  if (areas.length < size * stride) areas = new Float32Array(size * stride);
  for (let i = 0; i < points.length; i++) {
    const [a, b] = [points[i], points[(i + 1) % points.length]];
    if (a && b) addEdge(size, a[0], a[1], b[0], b[1]);
  }
  const { left, right, top, bottom } = boxOf(points, size);
  for (let y = top; y <= bottom; y++) {
    let sum = 0;
    for (let x = left; x <= right; x++) {
      const at = y * stride + x;
      sum += areas[at] ?? 0;
      const covered = sum < 0 ? -sum : sum;
      if (covered > (coverage[y * size + x] ?? 0)) coverage[y * size + x] = covered > 1 ? 1 : covered;
    }
    areas.fill(0, y * stride, (y + 1) * stride);
  }
}

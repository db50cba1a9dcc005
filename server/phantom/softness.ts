import { boxOf, fillPolygon } from './fillPolygon';
import type { Point } from './frame';
import { takePlane } from './planes';

/** Outlines that belong together, in pixels. */
export type Shape = readonly (readonly Point[])[];

/** Thickness is worked out on a lattice this fine whatever the picture's size: it varies slowly. */
const CELLS = 80;

/** Coverage 0–1 of a shape: of the outline that covers a pixel most. Float32Array [size, size]. */
export function cover(shape: Shape, size: number): Float32Array {
  const coverage = takePlane(size);
  for (const outline of shape) fillPolygon(coverage, outline, size);
  return coverage;
}

/** Mean over 2r + 1 neighbours along one line of a lattice; beyond its ends the last value is repeated. */
function blurLine(from: Float32Array, to: Float32Array, start: number, stride: number, r: number): void {
  const first = from[start] ?? 0;
  const last = from[start + stride * (CELLS - 1)] ?? 0;
  let sum = first * r;
  for (let k = 0; k < r; k++) sum += k < CELLS ? (from[start + stride * k] ?? 0) : last;
  for (let k = 0; k < CELLS; k++) {
    sum += k + r < CELLS ? (from[start + stride * (k + r)] ?? 0) : last;
    to[start + stride * k] = sum / (2 * r + 1);
    sum -= k - r >= 0 ? (from[start + stride * (k - r)] ?? 0) : first;
  }
}

/**
 * A shape's coverage on the lattice, blurred by two box filters both ways: a half at the shape's edge, 1 at about
 * `reach` pixels inside. Float32Array [CELLS, CELLS].
 */
function nearnessLattice(shape: Shape, size: number, reach: number): Float32Array {
  const scale = CELLS / size;
  const lattice = new Float32Array(CELLS * CELLS);
  for (const outline of shape) {
    const small = outline.map(([x, y]): Point => [x * scale, y * scale]);
    fillPolygon(lattice, small, CELLS);
  }
  const r = Math.max(1, Math.round((reach * scale) / 2));
  const spare = new Float32Array(CELLS * CELLS);
  for (let k = 0; k < CELLS; k++) {
    blurLine(lattice, spare, k * CELLS, 1, r);
    blurLine(spare, lattice, k * CELLS, 1, r);
  }
  for (let k = 0; k < CELLS; k++) {
    blurLine(lattice, spare, k, CELLS, r);
    blurLine(spare, lattice, k, CELLS, r);
  }
  return lattice;
}

/** Where each pixel falls between the middles of the lattice's cells. */
function placesOf(size: number): { cells: Int32Array; weights: Float32Array } {
  const cells = new Int32Array(size);
  const weights = new Float32Array(size);
  for (let x = 0; x < size; x++) {
    const at = Math.min(CELLS - 1, Math.max(0, ((x + 0.5) * CELLS) / size - 0.5));
    cells[x] = Math.min(CELLS - 2, Math.floor(at));
    weights[x] = at - (cells[x] ?? 0);
  }
  return { cells, weights };
}

/** Coverage of a shape blurred over `reach` pixels, in the pixels that `within` covers. Float32Array [size, size]. */
export function nearness(shape: Shape, within: Float32Array, size: number, reach: number): Float32Array {
  const lattice = nearnessLattice(shape, size, reach);
  const { cells, weights } = placesOf(size);
  const plane = takePlane(size);
  const line = new Float32Array(CELLS);
  const { left, right, top, bottom } = boxOf(shape.flat(), size);
  for (let y = top; y <= bottom; y++) {
    const row = (cells[y] ?? 0) * CELLS;
    const w = weights[y] ?? 0;
    for (let k = 0; k < CELLS; k++) {
      const a = lattice[row + k] ?? 0;
      line[k] = a + w * ((lattice[row + CELLS + k] ?? 0) - a);
    }
    for (let x = left; x <= right; x++) {
      if (within[y * size + x] === 0) continue;
      const k = cells[x] ?? 0;
      const a = line[k] ?? 0;
      plane[y * size + x] = a + (weights[x] ?? 0) * ((line[k + 1] ?? 0) - a);
    }
  }
  return plane;
}

/**
 * The thickness of a rounded body with this outline: 0 at its edge, rising like a circle's chord to 1 at `reach`
 * pixels inside. Within coverage only. Float32Array [size, size].
 */
export function rounded(shape: Shape, coverage: Float32Array, size: number, reach: number): Float32Array {
  const thickness = nearness(shape, coverage, size, reach);
  const { top, bottom } = boxOf(shape.flat(), size);
  for (let i = top * size; i < (bottom + 1) * size; i++) {
    const near = 2 * (thickness[i] ?? 0) - 1;
    thickness[i] = near <= 0 ? 0 : (coverage[i] ?? 0) * Math.sqrt(near);
  }
  return thickness;
}

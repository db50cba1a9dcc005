import { takePlane } from './planes';
import { segmentBox } from './segmentBox';

/** A path in pixels, as x, y, radius triples. */
export type Path = readonly number[];

/** How much a band adds, by the square of the distance from its middle over its radius squared, in 128 steps. */
export type Profile = Float32Array;

const STEPS = 128;

/** Tabulates a profile of q, the distance from the middle of the band in radii, 0–1. */
export function profileOf(at: (q: number) => number): Profile {
  return Float32Array.from({ length: STEPS }, (_, i) => at(Math.sqrt((i + 0.5) / STEPS)));
}

/** Bands are drawn here first: the nearest path's squared distance in radii, and the box that holds them. */
export type Strokes = {
  size: number;
  nearest: Float32Array;
  left: number;
  right: number;
  top: number;
  bottom: number;
};

export function openStrokes(size: number): Strokes {
  return { size, nearest: takePlane(size).fill(1), left: size, right: -1, top: size, bottom: -1 };
}

function traceSegment(strokes: Strokes, path: Path, at: number): void {
  const { size, nearest } = strokes;
  const [ax, ay, ar] = [path[at] ?? 0, path[at + 1] ?? 0, path[at + 2] ?? 0];
  const [bx, by, br] = [path[at + 3] ?? 0, path[at + 4] ?? 0, path[at + 5] ?? 0];
  const reach = Math.max(ar, br);
  const { left, right, top, bottom } = segmentBox(size, ax, ay, bx, by, reach);
  if (left > right || top > bottom) return;
  strokes.left = Math.min(strokes.left, left);
  strokes.right = Math.max(strokes.right, right);
  strokes.top = Math.min(strokes.top, top);
  strokes.bottom = Math.max(strokes.bottom, bottom);
  const [dx, dy] = [bx - ax, by - ay];
  const inverse = 1 / Math.max(1e-9, dx * dx + dy * dy);
  for (let y = top; y <= bottom; y++) {
    const py = y + 0.5 - ay;
    for (let x = left; x <= right; x++) {
      const px = x + 0.5 - ax;
      let along = (px * dx + py * dy) * inverse;
      along = along < 0 ? 0 : along > 1 ? 1 : along;
      const ex = px - along * dx;
      const ey = py - along * dy;
      const r = ar + along * (br - ar);
      const q = (ex * ex + ey * ey) / (r * r);
      const i = y * size + x;
      if (q < (nearest[i] ?? 0)) nearest[i] = q;
    }
  }
}

/** Adds a path to the band being drawn; where paths meet the nearer counts, so joints do not show. */
export function trace(strokes: Strokes, path: Path): void {
  for (let at = 0; at + 5 < path.length; at += 3) traceSegment(strokes, path, at);
}

/** Adds `amplitude` × profile of the band to the target [size, size], and clears the band for the next. */
export function paint(strokes: Strokes, target: Float32Array, amplitude: number, profile: Profile): void {
  const { size, nearest, left, right, top, bottom } = strokes;
  for (let y = top; y <= bottom; y++) {
    for (let i = y * size + left; i <= y * size + right; i++) {
      const q = nearest[i] ?? 1;
      if (q >= 1) continue;
      target[i] = (target[i] ?? 0) + amplitude * (profile[(q * STEPS) | 0] ?? 0);
      nearest[i] = 1;
    }
  }
  strokes.left = strokes.top = size;
  strokes.right = strokes.bottom = -1;
}

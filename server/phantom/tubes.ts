import { segmentBox } from './segmentBox';

/** Thinner tubes than this are drawn this thick in pixels and fainter by as much: their blood is kept. */
const THINNEST = 0.8;

/**
 * Draws a tapering tube full of fluid between two points in pixels: its chord, in pixels, at each pixel's centre.
 * Where tubes cross the thicker counts. Target Float32Array [size, size].
 */
export function drawTube(
  target: Float32Array,
  size: number,
  [ax, ay, ar]: readonly [number, number, number],
  [bx, by, br]: readonly [number, number, number],
): void {
  const reach = Math.max(ar, br, THINNEST);
  const { left, right, top, bottom } = segmentBox(size, ax, ay, bx, by, reach);
  const dx = bx - ax;
  const dy = by - ay;
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
      const drawn = r < THINNEST ? THINNEST : r;
      const rest = 1 - (ex * ex + ey * ey) / (drawn * drawn);
      if (rest <= 0) continue;
      const chord = ((2 * r * r) / drawn) * Math.sqrt(rest);
      const i = y * size + x;
      if (chord > (target[i] ?? 0)) target[i] = chord;
    }
  }
}

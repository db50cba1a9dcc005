import type { Mask } from '@/server/audit/mask';
import { type MapSet, mapAt } from './mapSet';

/** Cells of the frame on either side, and how many of them the box of the lungs takes, in the middle. */
export const FRAME_CELLS = 28;
export const BOX_CELLS = 20;

/** Box around both lungs as shares of the image's width and height: edges, right and bottom exclusive. */
export type LungBox = { left: number; top: number; right: number; bottom: number };

/** Null for an empty mask. */
export function lungBox({ height, width, data }: Mask): LungBox | null {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let i = data.indexOf(1); i >= 0; i = data.indexOf(1, i + 1)) {
    const [x, y] = [i % width, Math.floor(i / width)];
    [left, right] = [Math.min(left, x), Math.max(right, x + 1)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y + 1)];
  }
  if (right === 0) return null;
  return { left: left / width, top: top / height, right: right / width, bottom: bottom / height };
}

/** Where a place of the frame (0 to FRAME_CELLS on either axis) lies in the image, as shares of width and height. */
export function inImage(box: LungBox, x: number, y: number): [x: number, y: number] {
  const margin = (FRAME_CELLS - BOX_CELLS) / 2;
  return [
    box.left + ((x - margin) / BOX_CELLS) * (box.right - box.left),
    box.top + ((y - margin) / BOX_CELLS) * (box.bottom - box.top),
  ];
}

/**
 * The mean of maps with every chest moved to the same place: the box of the lungs of each image fills the middle
 * BOX_CELLS of the frame, so that large and small, high and low chests lie on one another. Each map is read bilinearly at
 * the centres of the frame's cells; beyond the image it counts as 0, for nothing there can add to the score. The frame
 * has more cells than the map: it shows no finer detail, only the movement. Float64Array [FRAME_CELLS, FRAME_CELLS].
 * @param boxes one per map
 */
export function meanInFrame(set: MapSet, boxes: readonly LungBox[]): Float64Array {
  const sum = new Float64Array(FRAME_CELLS * FRAME_CELLS);
  for (const [i, box] of boxes.entries()) {
    const map = mapAt(set, i);
    for (let cell = 0; cell < sum.length; cell++) {
      const [x, y] = inImage(box, (cell % FRAME_CELLS) + 0.5, Math.floor(cell / FRAME_CELLS) + 0.5);
      if (x < 0 || x >= 1 || y < 0 || y >= 1) continue;
      sum[cell] = (sum[cell] ?? 0) + bilinear(map, set, x, y);
    }
  }
  return sum.map((value) => value / Math.max(1, boxes.length));
}

/** Cell values stand for cell centres; beyond the outermost centres the value stays. */
function bilinear(map: Float32Array, { height, width }: { height: number; width: number }, x: number, y: number) {
  const [gx, gy] = [clamp(x * width - 0.5, width - 1), clamp(y * height - 0.5, height - 1)];
  const [left, top] = [Math.floor(gx), Math.floor(gy)];
  const [right, bottom] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)];
  const along = (row: number): number => {
    const [a, b] = [map[row * width + left] ?? 0, map[row * width + right] ?? 0];
    return a + (gx - left) * (b - a);
  };
  return along(top) + (gy - top) * (along(bottom) - along(top));
}

const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));

/** Points of a frame cell, on either axis, at which a mask is looked at. */
const POINTS = 3;

/** A mask in the frame of its own box: the share of each cell that it covers, of 9 points. [FRAME_CELLS, FRAME_CELLS]. */
export function maskInFrame(mask: Mask, box: LungBox): Float32Array {
  const shares = new Float32Array(FRAME_CELLS * FRAME_CELLS);
  for (let py = 0; py < FRAME_CELLS * POINTS; py++) {
    for (let px = 0; px < FRAME_CELLS * POINTS; px++) {
      const [x, y] = inImage(box, (px + 0.5) / POINTS, (py + 0.5) / POINTS);
      if (x < 0 || x >= 1 || y < 0 || y >= 1) continue;
      const inside = mask.data[Math.floor(y * mask.height) * mask.width + Math.floor(x * mask.width)] ?? 0;
      const cell = Math.floor(py / POINTS) * FRAME_CELLS + Math.floor(px / POINTS);
      shares[cell] = (shares[cell] ?? 0) + inside / POINTS ** 2;
    }
  }
  return shares;
}

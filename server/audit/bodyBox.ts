import type { Border } from './collimationBorder';
import type { Mask } from './mask';

/** A box as shares of width and height, 0–1. */
export type ShareBox = { left: number; top: number; right: number; bottom: number };

/** A row or column belongs to the body when this share of it is neither air nor collimation. */
const BODY_SHARE = 0.5;

/** A box smaller than this on a side is none: the detectors of air and collimation went wrong. */
const LEAST_SIDE = 0.25;

/**
 * The box of the body in an image: from the first to the last row and column of which at least half is neither
 * background nor collimation. The whole image where that leaves almost nothing.
 * @param background `backgroundMask` of the image
 * @param border `collimationBorder` of the image, pixels
 */
export function bodyBox({ height, width, data }: Mask, border: Border): ShareBox {
  const rows = new Float64Array(height);
  const columns = new Float64Array(width);
  for (let y = border.top; y < height - border.bottom; y++) {
    for (let x = border.left; x < width - border.right; x++) {
      if (data[y * width + x] === 1) continue;
      rows[y] = (rows[y] ?? 0) + 1 / width;
      columns[x] = (columns[x] ?? 0) + 1 / height;
    }
  }
  const [top, bottom] = reach(rows);
  const [left, right] = reach(columns);
  if (right - left < LEAST_SIDE || bottom - top < LEAST_SIDE) return { left: 0, top: 0, right: 1, bottom: 1 };
  return { left, top, right, bottom };
}

/** From the first to behind the last place that reaches `BODY_SHARE`, as shares of the length. */
function reach(shares: Float64Array): [from: number, to: number] {
  const first = shares.findIndex((share) => share >= BODY_SHARE);
  const last = shares.findLastIndex((share) => share >= BODY_SHARE);
  return first < 0 ? [0, 0] : [first / shares.length, (last + 1) / shares.length];
}

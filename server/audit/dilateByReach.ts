import type { Mask } from './mask';
import { type MaskRuns, maskRuns } from './maskRuns';

/**
 * The mask grown by a convex shape: a pixel is in if a pixel of the mask lies dx columns and at most reach[dx] rows
 * away. One sweep down and one up: each column counts how many rows the mask that it has met still reaches. O(pixels),
 * and what is inside the mask is filled by whole runs: 1 ms for 512×512 lungs and a reach of 36.
 * @param reach Int32Array, at least one number, none below 0, none above the one before
 * @throws RangeError `mask size: …`
 */
export function dilateByReach(mask: Mask, reach: Int32Array): Mask {
  const runs = maskRuns(mask);
  const { height, width } = mask;
  // As long as two widths, for a row without a mask on one side.
  const reachAt = new Int32Array(2 * width + 1).fill(-1);
  reachAt.set(reach.subarray(0, reachAt.length));
  const data = new Uint8Array(height * width);
  const down = new Int32Array(width).fill(-1);
  for (let y = 0; y < height; y++) sweepRow(runs, y, reachAt, down, data);
  const up = new Int32Array(width).fill(-1);
  for (let y = height - 1; y >= 0; y--) sweepRow(runs, y, reachAt, up, data);
  return { height, width, data };
}

/**
 * Paints one row of a sweep.
 * @param rowsLeft Int32Array [width]: how many rows further each column is reached, below 0 if not at all; is updated
 */
function sweepRow(runs: MaskRuns, y: number, reachAt: Int32Array, rowsLeft: Int32Array, data: Uint8Array): void {
  const { width, rows, start, end } = runs;
  const row = data.subarray(y * width, (y + 1) * width);
  let lastInside = -width;
  for (let run = rows[y] ?? 0; run < (rows[y + 1] ?? 0); run++) {
    const first = start[run] ?? 0;
    const next = end[run] ?? 0;
    sweepGap(row, lastInside, first, reachAt, rowsLeft);
    rowsLeft.fill(reachAt[0] ?? 0, first, next);
    row.fill(1, first, next);
    lastInside = next - 1;
  }
  sweepGap(row, lastInside, 2 * width, reachAt, rowsLeft);
}

/** The pixels of one row between the columns `before` and `after`, which are inside the mask or off the image. */
function sweepGap(row: Uint8Array, before: number, after: number, reachAt: Int32Array, rowsLeft: Int32Array): void {
  const end = Math.min(row.length, after);
  for (let x = Math.max(0, before + 1); x < end; x++) {
    const near = reachAt[Math.min(x - before, after - x)] ?? -1;
    const left = Math.max(near, (rowsLeft[x] ?? 0) - 1);
    rowsLeft[x] = left;
    if (left >= 0) row[x] = 1;
  }
}

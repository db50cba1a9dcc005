import { checkMask } from './checkMask';
import { labelChanges } from './labelChanges';
import type { Mask } from './mask';

/** A mask as runs of pixels in reading order: run r covers the columns [start[r], end[r]) of its row. */
export type MaskRuns = {
  height: number;
  width: number;
  /** Row y has the runs rows[y] to rows[y + 1], the latter not included; Int32Array [height + 1]. */
  rows: Int32Array;
  start: number[];
  end: number[];
};

/**
 * The runs of a mask's pixels, or those outside it.
 * @param value 1: the runs inside, 0: the runs outside
 * @throws RangeError `mask size: …`
 */
export function maskRuns(mask: Mask, value: 0 | 1 = 1): MaskRuns {
  checkMask(mask);
  const { height, width, data } = mask;
  const runs: MaskRuns = { height, width, rows: new Int32Array(height + 1), start: [], end: [] };
  const changes = labelChanges(data);
  let row = 0;
  for (let i = -1; i < changes.length; i++) {
    let from = i < 0 ? 0 : (changes[i] ?? 0);
    if (data[from] !== value) continue;
    const to = changes[i + 1] ?? data.length;
    while (from < to) {
      const y = Math.floor(from / width);
      while (row < y) runs.rows[++row] = runs.start.length;
      const rowEnd = Math.min(to, (y + 1) * width);
      runs.start.push(from - y * width);
      runs.end.push(rowEnd - y * width);
      from = rowEnd;
    }
  }
  while (row < height) runs.rows[++row] = runs.start.length;
  return runs;
}

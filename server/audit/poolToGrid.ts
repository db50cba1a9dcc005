import { checkMask } from './checkMask';
import type { Mask } from './mask';
import { poolLabels } from './poolLabels';

/**
 * The share of each grid cell that a mask covers: the `a` of every outside share (SCIENCE §3).
 * @returns Float64Array [height, width], 0–1; its mean is the mask's share of the image
 * @throws RangeError `mask size: …`, `grid size: …`
 */
export function poolToGrid(mask: Mask, height: number, width: number): Float64Array {
  checkMask(mask);
  const [, inside] = poolLabels(mask.data, mask.height, mask.width, 2, height, width);
  return inside ?? new Float64Array(height * width);
}

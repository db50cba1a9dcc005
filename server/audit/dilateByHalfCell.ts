import { checkMask } from './checkMask';
import { DILATION_CELLS } from './definition';
import { dilateByReach } from './dilateByReach';
import type { Mask } from './mask';

/**
 * The mask grown by half a cell of the map's grid: pixels whose centre lies within half a cell of a mask pixel's
 * centre, distances measured in cell units on both axes, (dx/cellWidth)² + (dy/cellHeight)² ≤ ¼, so that the
 * tolerance is one ellipse of the grid whatever the image's aspect (DESIGN §2).
 *
 * Exact: whether a distance is within reach is decided by comparing integers (see `halfCellReach`), so pixels that
 * lie exactly on the ellipse are in on every machine. O(pixels).
 * @throws RangeError `mask size: …`, `grid size: …`
 */
export function dilateByHalfCell(mask: Mask, gridHeight: number, gridWidth: number): Mask {
  return dilateByReach(mask, halfCellReach(mask, gridHeight, gridWidth));
}

/**
 * For each horizontal distance in pixels that is within half a cell, the largest vertical one that still is. With r the
 * dilation in cells, dx²·gridWidth²·height² + dy²·gridHeight²·width² ≤ r²·height²·width²: all integers, below 2⁵³ near
 * the limit for images under some 9000 pixels, so the comparison is exact.
 * @throws RangeError `mask size: …`, `grid size: …`
 */
export function halfCellReach(mask: Mask, gridHeight: number, gridWidth: number): Int32Array {
  checkMask(mask);
  if (!(gridHeight >= 1 && gridWidth >= 1)) throw new RangeError(`grid size: ${gridHeight}x${gridWidth}`);
  const { height, width } = mask;
  const perX = (gridWidth * height) ** 2;
  const perY = (gridHeight * width) ** 2;
  const limit = (DILATION_CELLS * height * width) ** 2;
  const reach: number[] = [];
  for (let dx = 0; dx * dx * perX <= limit; dx++) {
    const room = limit - dx * dx * perX;
    let dy = Math.floor(Math.sqrt(room / perY));
    while ((dy + 1) * (dy + 1) * perY <= room) dy++;
    while (dy * dy * perY > room) dy--;
    reach.push(dy);
  }
  return Int32Array.from(reach);
}

import { COLLIMATION_SD } from './definition';
import { checkRaster, type Raster } from './raster';

/** Rows and columns cut off at each side, in pixels. */
export type Border = { top: number; right: number; bottom: number; left: number };

/**
 * The flat border a collimator or a picture frame leaves: rows and columns from the edge inward whose standard
 * deviation on [0, 1] is under 0.01 (SCIENCE §6). Rows are judged on the columns still open and the other way round,
 * again until nothing changes, so that the four sides of a frame do not hide each other. An image that is flat all
 * over has no border.
 * @throws RangeError `raster size: …`
 */
export function collimationBorder(raster: Raster): Border {
  checkRaster(raster);
  const { height, width } = raster;
  const border = { top: 0, right: 0, bottom: 0, left: 0 };
  for (let before = -1, after = 0; before !== after; ) {
    before = after;
    const [left, right] = [border.left, width - border.right];
    while (border.top + border.bottom < height && isFlat(raster, left, right, border.top, border.top + 1)) border.top++;
    while (border.top + border.bottom < height && isFlatRow(raster, left, right, height - 1 - border.bottom)) {
      border.bottom++;
    }
    const [top, bottom] = [border.top, height - border.bottom];
    if (top >= bottom) break;
    while (border.left + border.right < width && isFlat(raster, border.left, border.left + 1, top, bottom))
      border.left++;
    while (border.left + border.right < width && isFlatColumn(raster, width - 1 - border.right, top, bottom)) {
      border.right++;
    }
    if (border.left + border.right >= width) break;
    after = border.top + border.bottom + border.left + border.right;
  }
  const nothingLeft = border.top + border.bottom >= height || border.left + border.right >= width;
  return nothingLeft ? { top: 0, right: 0, bottom: 0, left: 0 } : border;
}

const isFlatRow = (raster: Raster, left: number, right: number, y: number) => isFlat(raster, left, right, y, y + 1);

const isFlatColumn = (raster: Raster, x: number, top: number, bottom: number) => isFlat(raster, x, x + 1, top, bottom);

/** Whether the pixels of [left, right) × [top, bottom) deviate by less than COLLIMATION_SD. */
function isFlat({ width, pixels }: Raster, left: number, right: number, top: number, bottom: number): boolean {
  let sum = 0;
  let squares = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const value = (pixels[y * width + x] ?? 0) / 255;
      sum += value;
      squares += value * value;
    }
  }
  const count = (right - left) * (bottom - top);
  return squares / count - (sum / count) ** 2 < COLLIMATION_SD ** 2;
}

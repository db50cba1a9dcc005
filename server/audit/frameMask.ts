import { collimationBorder } from './collimationBorder';
import { FRAME_SHARE } from './definition';
import type { Mask } from './mask';
import type { Raster } from './raster';

/**
 * The frame zone: the outer 6 % of min(height, width) on each side, rounded to whole pixels and counted from the
 * edge of the image, and the detected collimation border where that reaches further in (SCIENCE §6).
 * @throws RangeError `raster size: …`
 */
export function frameMask(raster: Raster): Mask {
  const { height, width } = raster;
  const border = collimationBorder(raster);
  const outer = Math.round(FRAME_SHARE * Math.min(height, width));
  const top = Math.max(outer, border.top);
  const bottom = height - Math.max(outer, border.bottom);
  const left = Math.max(outer, border.left);
  const right = width - Math.max(outer, border.right);
  const data = new Uint8Array(height * width).fill(1);
  for (let y = top; y < bottom; y++) data.fill(0, y * width + left, Math.max(y * width + left, y * width + right));
  return { height, width, data };
}

import { floodFromBorder } from './floodFromBorder';
import { intensityCounts, quantileOfCounts } from './intensityQuantile';
import type { Mask } from './mask';
import type { Raster } from './raster';

/** Air is the darkest 12 % of the range between the 0.5th and the 99.5th percentile, and never above 50 of 255. */
const DARK_SHARE = 0.12;
const DARK_LIMIT = 50;

/**
 * The background zone: air and dark collimation outside the body. A pixel is background if it is dark and a chain of
 * dark pixels (4-connectivity) leads from it to the image's border. Relative to the image's own range, so that a grey
 * exposure has a background too; capped, so that one without air has none. On 260 radiographs, dark lungs that touch
 * the border or a thin chest wall let over 2 % of the lungs in on 3; masks win over background in the partition.
 * White collimation is left to the frame.
 * @throws RangeError `raster size: …`
 */
export function backgroundMask(raster: Raster): Mask {
  const counts = intensityCounts(raster);
  const low = quantileOfCounts(counts, 0.005);
  const high = quantileOfCounts(counts, 0.995);
  const limit = Math.min(DARK_LIMIT, low + DARK_SHARE * (high - low));
  const { height, width, pixels } = raster;
  const data = new Uint8Array(height * width);
  for (let i = 0; i < data.length; i++) data[i] = (pixels[i] ?? 0) <= limit ? 1 : 0;
  return floodFromBorder({ height, width, data });
}

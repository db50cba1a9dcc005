import { checkRaster, type Raster } from './raster';

/**
 * The value below which a share of the pixels lies, in 0–255 to a whole step: enough for a threshold, and one pass
 * where a sort would take twenty times as long.
 * @param share 0–1
 * @throws RangeError `raster size: …`, `share: …`
 */
export function intensityQuantile(raster: Raster, share: number): number {
  return quantileOfCounts(intensityCounts(raster), share);
}

/**
 * How many pixels there are of each whole grey: Uint32Array [256], rounded down, ends included.
 * @throws RangeError `raster size: …`
 */
export function intensityCounts(raster: Raster): Uint32Array {
  checkRaster(raster);
  const { pixels } = raster;
  const counts = new Uint32Array(256);
  for (let i = 0; i < pixels.length; i++) {
    const pixel = pixels[i] ?? 0;
    const bin = pixel >= 255 ? 255 : pixel > 0 ? Math.floor(pixel) : 0;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/**
 * `intensityQuantile` of counts that are at hand already.
 * @throws RangeError `share: …`
 */
export function quantileOfCounts(counts: Uint32Array, share: number): number {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`share: ${share}, not in [0, 1]`);
  const target = share * counts.reduce((sum, count) => sum + count, 0);
  let below = 0;
  for (let bin = 0; bin < 255; bin++) {
    below += counts[bin] ?? 0;
    if (below >= target && below > 0) return bin;
  }
  return 255;
}

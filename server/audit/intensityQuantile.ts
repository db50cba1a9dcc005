import { checkRaster, type Raster } from './raster';

/**
 * The value below which a share of the pixels lies, in 0–255 to a whole step: enough for a threshold, and one pass
 * where a sort would take twenty times as long.
 * @param share 0–1
 * @throws RangeError `raster size: …`, `share: …`
 */
export function intensityQuantile(raster: Raster, share: number): number {
  checkRaster(raster);
  if (!(share >= 0 && share <= 1)) throw new RangeError(`share: ${share}, not in [0, 1]`);
  const counts = new Uint32Array(256);
  for (const pixel of raster.pixels) {
    const bin = Math.min(255, Math.max(0, Math.floor(pixel)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const target = share * raster.pixels.length;
  let below = 0;
  for (let bin = 0; bin < 255; bin++) {
    below += counts[bin] ?? 0;
    if (below >= target && below > 0) return bin;
  }
  return 255;
}

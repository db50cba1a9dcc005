import { checkRaster, type Raster } from './raster';

/**
 * The mean of the square of side 2·radius + 1 around each pixel, cut off at the image's border; by a summed-area
 * table, so the radius costs nothing.
 * @returns Float32Array [height, width], 0–255 as the raster
 * @throws RangeError `raster size: …`
 */
export function localMean(raster: Raster, radius: number): Float32Array {
  checkRaster(raster);
  const { height, width } = raster;
  const table = summedArea(raster);
  const stride = width + 1;
  const mean = new Float32Array(height * width);
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - radius) * stride;
    const bottom = Math.min(height, y + radius + 1) * stride;
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - radius);
      const right = Math.min(width, x + radius + 1);
      const above = (table[top + right] ?? 0) - (table[top + left] ?? 0);
      const sum = (table[bottom + right] ?? 0) - (table[bottom + left] ?? 0) - above;
      mean[y * width + x] = (sum * stride) / ((bottom - top) * (right - left));
    }
  }
  return mean;
}

/** Float64Array [height + 1, width + 1]: the sum of all pixels above and to the left. */
function summedArea({ height, width, pixels }: Raster): Float64Array {
  const stride = width + 1;
  const table = new Float64Array((height + 1) * stride);
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += pixels[y * width + x] ?? 0;
      table[(y + 1) * stride + x + 1] = (table[y * stride + x + 1] ?? 0) + row;
    }
  }
  return table;
}

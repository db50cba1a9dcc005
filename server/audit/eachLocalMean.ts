import { checkRaster, type Raster } from './raster';

/**
 * The mean of the square of side 2·radius + 1 around each pixel, cut off at the image's border, row by row from the
 * top; by a summed-area table, so the radius costs nothing. Only as many rows of the table as a square is high are
 * kept: they stay in the processor's cache, where a whole table and all the means would take 3 MB for 512×512.
 * @param visit takes each row's means, Float32Array [width], 0–255 as the raster; the array is used again
 * @throws RangeError `raster size: …`
 */
export function eachLocalMean(raster: Raster, radius: number, visit: (mean: Float32Array, y: number) => void): void {
  checkRaster(raster);
  const { height, width, pixels } = raster;
  const stride = width + 1;
  const kept = 2 * radius + 2;
  const table = new Float64Array(kept * stride);
  const tableRow = (y: number) => table.subarray((y % kept) * stride, ((y % kept) + 1) * stride);
  const mean = new Float32Array(width);
  for (let y = 0, done = 0; y < height; y++) {
    const top = Math.max(0, y - radius);
    const bottom = Math.min(height, y + radius + 1);
    for (; done < bottom; done++) {
      sumRow(pixels.subarray(done * width, (done + 1) * width), tableRow(done), tableRow(done + 1));
    }
    meanRow(tableRow(top), tableRow(bottom), bottom - top, radius, mean);
    visit(mean, y);
  }
}

/** A row of the table, Float64Array [width + 1]: the sums of all pixels above and to the left. */
function sumRow(pixels: Float32Array, above: Float64Array, row: Float64Array): void {
  let sum = 0;
  for (let x = 0; x < pixels.length; x++) {
    sum += pixels[x] ?? 0;
    row[x + 1] = (above[x + 1] ?? 0) + sum;
  }
}

/** The means of one row, from the rows of the table above and below its squares of so many rows. */
function meanRow(above: Float64Array, below: Float64Array, rows: number, radius: number, mean: Float32Array): void {
  const width = mean.length;
  // Cancels out, but decides the last bit of a mean, and with it which pixels stand out.
  const stride = width + 1;
  const meanAt = (x: number) => {
    const left = Math.max(0, x - radius);
    const right = Math.min(width, x + radius + 1);
    const sum = (below[right] ?? 0) - (below[left] ?? 0) - ((above[right] ?? 0) - (above[left] ?? 0));
    mean[x] = (sum * stride) / (rows * stride * (right - left));
  };
  const wholeEnd = Math.max(radius, width - radius);
  const area = rows * stride * (2 * radius + 1);
  // Nearly all squares are whole, and without asking for the border each takes half the time.
  for (let x = radius; x < wholeEnd; x++) {
    const left = x - radius;
    const right = x + radius + 1;
    const sum = (below[right] ?? 0) - (below[left] ?? 0) - ((above[right] ?? 0) - (above[left] ?? 0));
    mean[x] = (sum * stride) / area;
  }
  for (let x = 0; x < Math.min(radius, width); x++) meanAt(x);
  for (let x = wholeEnd; x < width; x++) meanAt(x);
}

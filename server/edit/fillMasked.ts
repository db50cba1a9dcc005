import { checkMask } from '@/server/audit/checkMask';
import type { Mask } from '@/server/audit/mask';
import type { Raster } from '@/server/audit/raster';

/** Passes of the local mean after the pyramid: enough that none of its blocks is left. */
const PASSES = 24;

/** A plane with how much of each pixel is known, 0–1. */
type Level = { height: number; width: number; values: Float64Array; known: Float64Array };

/**
 * The pixels of a raster with those of a mask filled from around it: each takes the mean of the known pixels in the
 * smallest window of a pyramid that has any (pull–push), then the mean of its eight neighbours, over and over. So a
 * small hole takes its rim's mean and a large one runs smoothly from side to side; the values stay within those of the
 * pixels that are known, and what is not in the mask is not touched. Where nothing is known the raster stays as it is.
 * O(pixels).
 *
 * Sources: SCIENCE §5 (normalised box mean); Gortler et al., The lumigraph, SIGGRAPH 1996 §3.4 (pull–push).
 * @param ignored pixels that nothing is taken from, besides the mask's own
 * @returns Float32Array [height, width], not rounded
 * @throws RangeError `mask size: …`
 */
export function fillMasked(raster: Raster, mask: Mask, ignored: Mask | null = null): Float32Array {
  checkMask(mask, raster);
  if (ignored) checkMask(ignored, raster);
  const pixels = Float32Array.from(raster.pixels);
  const finest = firstLevel(raster, mask, ignored);
  const holes = placesOf(mask);
  if (holes.length === 0 || !finest.known.includes(1)) return pixels;
  const guess = pushed(finest);
  for (const i of holes) pixels[i] = guess[i] ?? 0;
  relax(pixels, holes, raster, ignored);
  return pixels;
}

function firstLevel({ height, width, pixels }: Raster, mask: Mask, ignored: Mask | null): Level {
  const known = new Float64Array(pixels.length);
  for (let i = 0; i < known.length; i++) known[i] = mask.data[i] || ignored?.data[i] ? 0 : 1;
  return { height, width, values: Float64Array.from(pixels), known };
}

function placesOf({ data }: Mask): Int32Array {
  const places: number[] = [];
  for (let i = 0; i < data.length; i++) if (data[i]) places.push(i);
  return Int32Array.from(places);
}

/** The values of a level with every unknown pixel filled from coarser ones. */
function pushed(level: Level): Float64Array {
  const { height, width, values, known } = level;
  if (height === 1 && width === 1) return values;
  const coarse = pulled(level);
  const below = pushed(coarse);
  const filled = new Float64Array(values.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const share = known[i] ?? 0;
      const rest = share < 1 ? between(below, coarse, (x - 0.5) / 2, (y - 0.5) / 2) : 0;
      filled[i] = share * (values[i] ?? 0) + (1 - share) * rest;
    }
  }
  return filled;
}

/** Half the size: each pixel the mean of the known of four, and known as far as one of them is. */
function pulled({ height, width, values, known }: Level): Level {
  const [rows, columns] = [Math.ceil(height / 2), Math.ceil(width / 2)];
  const coarse = { height: rows, width: columns, values: newPlane(rows, columns), known: newPlane(rows, columns) };
  for (let i = 0; i < values.length; i++) {
    const at = Math.floor(Math.floor(i / width) / 2) * columns + Math.floor((i % width) / 2);
    coarse.values[at] = (coarse.values[at] ?? 0) + (known[i] ?? 0) * (values[i] ?? 0);
    coarse.known[at] = (coarse.known[at] ?? 0) + (known[i] ?? 0);
  }
  for (let i = 0; i < coarse.values.length; i++) {
    const sum = coarse.known[i] ?? 0;
    if (sum > 0) coarse.values[i] = (coarse.values[i] ?? 0) / sum;
    coarse.known[i] = Math.min(1, sum);
  }
  return coarse;
}

const newPlane = (height: number, width: number) => new Float64Array(height * width);

/** Bilinear, in coordinates of pixel centres; beyond the border its value. */
function between(values: Float64Array, { height, width }: Level, x: number, y: number): number {
  const left = Math.min(width - 1, Math.max(0, x));
  const top = Math.min(height - 1, Math.max(0, y));
  const [x0, y0] = [Math.floor(left), Math.floor(top)];
  const [x1, y1] = [Math.min(width - 1, x0 + 1), Math.min(height - 1, y0 + 1)];
  const [fx, fy] = [left - x0, top - y0];
  const above = (values[y0 * width + x0] ?? 0) * (1 - fx) + (values[y0 * width + x1] ?? 0) * fx;
  const below = (values[y1 * width + x0] ?? 0) * (1 - fx) + (values[y1 * width + x1] ?? 0) * fx;
  return above * (1 - fy) + below * fy;
}

/** Each of `holes` becomes the mean of its neighbours that lie in the image and are not ignored, in place. */
function relax(pixels: Float32Array, holes: Int32Array, { height, width }: Raster, ignored: Mask | null): void {
  const isHole = new Uint8Array(pixels.length);
  for (const i of holes) isHole[i] = 1;
  for (let pass = 0; pass < PASSES; pass++) {
    for (const i of holes) {
      const [x, y] = [i % width, Math.floor(i / width)];
      let sum = 0;
      let count = 0;
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          const at = row * width + column;
          if (at === i || (ignored?.data[at] && !isHole[at])) continue;
          sum += pixels[at] ?? 0;
          count++;
        }
      }
      if (count > 0) pixels[i] = sum / count;
    }
  }
}

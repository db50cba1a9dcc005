import type { Mask } from '@/server/audit/mask';
import { checkRaster, type Raster } from '@/server/audit/raster';

type Size = { height: number; width: number };

/**
 * The raster at another size, each axis by itself: linear between pixel centres, and where it shrinks with a triangle
 * as wide as two of the new pixels, so that nothing is skipped. The same raster where the size is the same.
 * @throws RangeError `raster size: …`
 */
export function resampleRaster(raster: Raster, to: Size): Raster {
  checkRaster(raster);
  const { height, width, pixels } = raster;
  if (height === to.height && width === to.width) return raster;
  const across = new Float32Array(height * to.width);
  resampleLines(pixels, { count: height, step: width }, { from: width, to: to.width, stride: 1 }, across, to.width);
  const all = new Float32Array(to.height * to.width);
  resampleLines(across, { count: to.width, step: 1 }, { from: height, to: to.height, stride: to.width }, all, 1);
  return { height: to.height, width: to.width, pixels: all };
}

/** The mask at another size, by the nearest pixel. The same mask where the size is the same. */
export function resampleMask(mask: Mask, to: Size): Mask {
  if (mask.height === to.height && mask.width === to.width) return mask;
  const data = new Uint8Array(to.height * to.width);
  for (let y = 0; y < to.height; y++) {
    const row = Math.floor(((y + 0.5) * mask.height) / to.height) * mask.width;
    for (let x = 0; x < to.width; x++) {
      data[y * to.width + x] = mask.data[row + Math.floor(((x + 0.5) * mask.width) / to.width)] ?? 0;
    }
  }
  return { height: to.height, width: to.width, data };
}

/** `count` lines of `from` values to `to` values each; within a line values are `stride` apart in both planes. */
function resampleLines(
  source: Float32Array,
  lines: { count: number; step: number },
  { from, to, stride }: { from: number; to: number; stride: number },
  target: Float32Array,
  targetStep: number,
): void {
  const scale = from / to;
  const reach = Math.max(1, scale);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * scale - 0.5;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(from - 1, Math.floor(centre + reach));
    const weights = Array.from({ length: last - first + 1 }, (_, tap) => reach - Math.abs(first + tap - centre));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (let line = 0; line < lines.count; line++) {
      let sum = 0;
      for (let tap = 0; tap < weights.length; tap++) {
        sum += (weights[tap] ?? 0) * (source[line * lines.step + (first + tap) * stride] ?? 0);
      }
      target[line * targetStep + i * stride] = sum / total;
    }
  }
}

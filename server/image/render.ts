import sharp from 'sharp';
import { AppError } from '@/server/problem/appError';
import type { Radiograph } from './radiograph';

/** On the 0–255 scale of a radiograph. `size` is the longest side in pixels. */
export type RenderOptions = { window?: number; level?: number; invert?: boolean; size?: number };

function refuse(path: string, detail: string): never {
  throw new AppError('invalid-field', `${path}: ${detail}`, { errors: [{ path, detail }] });
}

/**
 * Greys for the screen, Uint8Array [height, width]: level − window/2 is black, level + window/2 is white, linear
 * between, clamped, rounded. Without a window: 255 wide around 127.5, the whole scale.
 */
export function windowTo8Bit(pixels: Float32Array, options: RenderOptions): Uint8ClampedArray {
  const { window = 255, level = 127.5, invert = false } = options;
  if (!(Number.isFinite(window) && window > 0)) refuse('window', 'must be a number above 0');
  if (!Number.isFinite(level)) refuse('level', 'must be a number');
  const factor = (invert ? -255 : 255) / window;
  const grey = new Uint8ClampedArray(pixels.length);
  for (let pixel = 0; pixel < grey.length; pixel += 1) grey[pixel] = ((pixels[pixel] ?? 0) - level) * factor + 127.5;
  return grey;
}

/**
 * Draws a radiograph as an 8-bit grey PNG. Shrunk with Lanczos-3 to fit `size`, aspect kept, never enlarged.
 * For the eye only: what a model sees is resized as its manifest says. Errors: `invalid-field`.
 */
export async function renderPng(radiograph: Radiograph, options: RenderOptions = {}): Promise<Buffer> {
  const { height, width, pixels } = radiograph;
  const { size } = options;
  if (size !== undefined && !(Number.isInteger(size) && size >= 1)) refuse('size', 'must be a whole number of pixels');
  const grey = windowTo8Bit(pixels, options);
  const picture = sharp(grey, { raw: { width, height, channels: 1 } }).toColourspace('b-w');
  if (size !== undefined && size < Math.max(height, width)) {
    picture.resize({ width: size, height: size, fit: 'inside', kernel: 'lanczos3' });
  }
  return picture.png({ compressionLevel: 6 }).toBuffer();
}

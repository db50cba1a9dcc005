import type { Mask } from '@/server/audit/mask';
import { AppError } from '@/server/problem/appError';
import { bitPng } from './bitPng';
import { decodeRaster } from './raster';
import { sniffFormat } from './sniff';

/** Half range on 0–255: 8 bits from 128 on and 16 bits from 32,768 on are inside. */
const HALF = 127.5;

/** A mask as a grey PNG of 1 bit, white inside and black outside. */
export function encodeMask(mask: Mask): Promise<Buffer> {
  const { height, width, data } = mask;
  if (data.length !== height * width) throw new RangeError(`mask size: ${data.length}, not ${height} × ${width}`);
  return Promise.resolve(bitPng(mask));
}

/**
 * Masks are worked on in the process that serves pages; this many pixels take it about half a second. Finer ones gain
 * nothing on a model's grid.
 */
export const MAX_MASK_PIXELS = 4_200_000;

function checkMaskSize(width: number, height: number): void {
  if (width * height <= MAX_MASK_PIXELS) return;
  throw new AppError(
    'unreadable-mask',
    `mask: ${width} × ${height} pixels; send it with at most 4.2 megapixels (2048 × 2048)`,
  );
}

/** The grey values of a PNG; every way in which it can fail is `unreadable-mask`. */
async function decodeGrey(bytes: Buffer) {
  try {
    if (sniffFormat(bytes) !== 'png') throw new AppError('unsupported-media', 'file kind: not PNG; a mask is a PNG');
    // Width and height stand at a fixed place (W3C PNG §11.2.2), so a huge mask costs nothing to refuse.
    if (bytes.length >= 24) checkMaskSize(bytes.readUInt32BE(16), bytes.readUInt32BE(20));
    return await decodeRaster(bytes, 'png', 1);
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    throw new AppError('unreadable-mask', `mask: ${cause.message}`, { cause });
  }
}

/**
 * Reads a mask from any PNG: 1 bit, grey, palette, colour (by luma), alpha (transparent is outside), 8 or 16 bits.
 * Inside is above half range. An all-black mask is an empty zone; one that has values above 0 but none above half
 * range was probably written as 0 and 1, and is refused rather than read as empty. Errors: `unreadable-mask`.
 */
export async function decodeMask(bytes: Buffer): Promise<Mask> {
  const { height, width, pixels } = await decodeGrey(bytes);
  const data = new Uint8Array(pixels.length);
  for (let i = 0; i < data.length; i++) data[i] = (pixels[i] ?? 0) > HALF ? 1 : 0;
  if (!data.includes(1) && pixels.some((value) => value > 0)) {
    throw new AppError('unreadable-mask', 'mask: nothing is above half range; write 255 inside and 0 outside');
  }
  return { height, width, data };
}

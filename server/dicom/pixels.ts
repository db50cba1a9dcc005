import type { GreyScale } from './greyScale';
import { percentileOfCounts } from './percentile';
import type { PixelFormat } from './pixelFormat';
import { applyWindow } from './window';

/** Ends of the window of an image that brings none, as fractions: the 0.5th and the 99.5th percentile. */
export const PERCENTILE_WINDOW = [0.005, 0.995] as const;

/**
 * Stored bits of every pixel, Uint16Array [height, width], each in [0, 2^bitsStored): shifted and masked, so that
 * overlays in unused bits are gone; the sign is still two's complement. `bytes` is the file.
 */
export function readStored(bytes: Uint8Array, format: PixelFormat): Uint16Array {
  const stored = new Uint16Array(format.height * format.width);
  const mask = 2 ** format.bitsStored - 1;
  const step = format.bitsAllocated / 8;
  for (let pixel = 0, at = format.offset; pixel < stored.length; pixel += 1, at += step) {
    const high = step === 2 ? (bytes[at + 1] ?? 0) << 8 : 0;
    stored[pixel] = (((bytes[at] ?? 0) | high) >> format.shift) & mask;
  }
  return stored;
}

/** Smallest stored value: 0, or −2^(bitsStored−1) for signed pixels. */
function lowest({ bitsStored, signed }: PixelFormat): number {
  return signed ? -(2 ** (bitsStored - 1)) : 0;
}

/** Stored bits → place in ascending order of value; its own inverse. For signed pixels the upper half comes first. */
function place(bits: number, { bitsStored, signed }: PixelFormat): number {
  return signed ? bits ^ (2 ** (bitsStored - 1)) : bits;
}

/** Ends of the percentile window in stored values; padding is not counted unless there is nothing else. */
function percentileEnds(stored: Uint16Array, format: PixelFormat, padding: GreyScale['padding']): [number, number] {
  const counts = new Uint32Array(2 ** format.bitsStored);
  for (const bits of stored) {
    const at = place(bits, format);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const start = lowest(format);
  const isPadding = (at: number) => padding !== null && at + start >= padding.low && at + start <= padding.high;
  const kept = counts.map((count, at) => (isPadding(at) ? 0 : count));
  const ranked = kept.some((count) => count > 0) ? kept : counts;
  const [low, high] = PERCENTILE_WINDOW;
  return [percentileOfCounts(ranked, low) + start, percentileOfCounts(ranked, high) + start];
}

/** Linear from the lower end (0) to the upper (255), clamped; one value only: at or below it 0, above it 255. */
function ramp(value: number, low: number, high: number): number {
  if (value <= low) return 0;
  return value >= high ? 255 : ((value - low) / (high - low)) * 255;
}

/** The function from a stored value to 0–255, MONOCHROME2 sense not yet applied. */
function toGrey(stored: Uint16Array, format: PixelFormat, grey: GreyScale): (value: number) => number {
  const { slope, intercept, window } = grey;
  const rescale = (value: number) => value * slope + intercept;
  if (window) return (value) => applyWindow(rescale(value), window);
  const asStored = format.bitsStored === 8 && !format.signed && slope === 1 && intercept === 0 && !grey.hasVoiLut;
  if (asStored) return (value) => value;
  const ends = percentileEnds(stored, format, grey.padding).map(rescale);
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  return (value) => ramp(rescale(value), low, high);
}

/**
 * Stored values to grey, Float32Array [height, width] on 0–255, unrounded, high is bright.
 * Order (PS3.3 C.11): modality rescale → window → 0–255 → 255 − v for MONOCHROME1.
 * - A window in the file is used (the first of several).
 * - None, 8 bits unsigned, rescale 1 and 0, no VOI LUT: the values as stored.
 * - None otherwise: the percentile window (0.5–99.5 %, type 7, padding not counted). A VOI LUT Sequence is not applied.
 * Presentation LUT Shape repeats what MONOCHROME1/2 says and is not read. One table look-up per pixel.
 */
export function displayPixels(bytes: Uint8Array, format: PixelFormat, grey: GreyScale): Float32Array {
  const stored = readStored(bytes, format);
  const map = toGrey(stored, format, grey);
  const start = lowest(format);
  const table = new Float32Array(2 ** format.bitsStored);
  for (let bits = 0; bits < table.length; bits += 1) {
    const value = map(place(bits, format) + start);
    table[bits] = format.inverted ? 255 - value : value;
  }
  const pixels = new Float32Array(stored.length);
  for (let pixel = 0; pixel < pixels.length; pixel += 1) pixels[pixel] = table[stored[pixel] ?? 0] ?? 0;
  return pixels;
}

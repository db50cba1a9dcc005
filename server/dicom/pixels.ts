import type { Cells } from './codec/cells';
import { type GreyScale, lowest, toModality } from './greyScale';
import { lookUp } from './lut';
import { percentileOfCounts } from './percentile';
import type { PixelFormat } from './pixelFormat';
import { applyWindow } from './window';

/** Ends of the window of an image that brings none, as fractions: the 0.5th and the 99.5th percentile. */
export const PERCENTILE_WINDOW = [0.005, 0.995] as const;

/** Stored bits → place in ascending order of value; its own inverse. For signed pixels the upper half comes first. */
function place(bits: number, { bitsStored, signed }: PixelFormat): number {
  return signed ? bits ^ (2 ** (bitsStored - 1)) : bits;
}

const isPadding = (value: number, { padding }: GreyScale): boolean =>
  padding !== null && value >= padding.low && value <= padding.high;

/** Ends of the percentile window in stored values; padding is not counted unless there is nothing else. */
function percentileEnds(cells: Cells, format: PixelFormat, grey: GreyScale): [number, number] {
  const counts = new Uint32Array(2 ** format.bitsStored);
  const mask = counts.length - 1;
  for (const cell of cells) {
    const at = place((cell >> format.shift) & mask, format);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const start = lowest(format);
  const kept = counts.map((count, at) => (isPadding(at + start, grey) ? 0 : count));
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
function toGrey(cells: Cells, format: PixelFormat, grey: GreyScale): (value: number) => number {
  const { slope, intercept, window, voiLut, modalityLut } = grey;
  const modality = (value: number) => toModality(value, grey);
  if (voiLut) return (value) => Math.min(255, (lookUp(modality(value), voiLut) / voiLut.top) * 255);
  if (window) return (value) => applyWindow(modality(value), window);
  const isPlain = slope === 1 && intercept === 0 && modalityLut === null && !grey.hasVoiLut;
  if (isPlain && format.bitsStored === 8 && !format.signed) return (value) => value;
  const ends = percentileEnds(cells, format, grey).map(modality);
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  return (value) => ramp(modality(value), low, high);
}

/**
 * Cells of one sample to grey, Float32Array [height, width] on 0–255, unrounded, high is bright. Bits of a cell
 * outside the stored ones are overlays or the sign once more, and are masked away.
 * Order (PS3.3 C.11): modality LUT or rescale → VOI LUT or window → 0–255 → 255 − v for MONOCHROME1.
 * - The first VOI LUT of the file is used: it is the maker's curve, where a window beside it is its approximation.
 * - Else its first window.
 * - Neither, 8 bits unsigned, rescale 1 and 0: the values as stored.
 * - Neither otherwise: the percentile window (0.5–99.5 %, type 7, padding not counted).
 * - Padding is background: 0, whatever the rest.
 * Presentation LUT Shape is not read. Of an image it has to be INVERSE with MONOCHROME1 and IDENTITY with MONOCHROME2
 * (PS3.3 C.7.6.1; the shape of C.11.6, which may turn an image, is that of presentation states). Files in which the two
 * disagree are known to have the shape wrong: dcm4chee has a setting to ignore it for their sake, Cornerstone (OHIF)
 * goes by Photometric Interpretation alone, as here; DCMTK goes by the shape. One table look-up per pixel.
 */
export function displayPixels(cells: Cells, format: PixelFormat, grey: GreyScale): Float32Array {
  const map = toGrey(cells, format, grey);
  const start = lowest(format);
  const table = new Float32Array(2 ** format.bitsStored);
  for (let bits = 0; bits < table.length; bits += 1) {
    const stored = place(bits, format) + start;
    const value = map(stored);
    table[bits] = isPadding(stored, grey) ? 0 : format.inverted ? 255 - value : value;
  }
  const mask = table.length - 1;
  const pixels = new Float32Array(cells.length);
  for (let pixel = 0; pixel < pixels.length; pixel += 1) {
    pixels[pixel] = table[((cells[pixel] ?? 0) >> format.shift) & mask] ?? 0;
  }
  return pixels;
}

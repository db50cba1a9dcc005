import type { Cells } from '@/server/dicom/codec/cells';
import { type GreyScale, lowest } from '@/server/dicom/greyScale';
import { parseDicom } from '@/server/dicom/parse';
import type { PixelFormat } from '@/server/dicom/pixelFormat';
import { displayPixels } from '@/server/dicom/pixels';
import { readCells } from '@/server/dicom/readCells';
import { decodeImage } from './decode';
import type { Radiograph } from './radiograph';
import { sniffFormat } from './sniff';

/**
 * A radiograph with nothing cut off. `samples` is [height, width]; the grey that a model sees is
 * `sample · scale + offset`, clamped to 0–255 (high is bright): beyond it lies what the file's window hides.
 * `values` turns a sample into the file's own units (after the modality LUT); null when samples are greys already.
 */
export type FullDepth = {
  height: number;
  width: number;
  samples: Uint8Array | Uint16Array;
  /** Bits that a sample makes use of, 8 to 16. */
  bits: number;
  scale: number;
  offset: number;
  values: { slope: number; intercept: number } | null;
};

/** One decoding: as a model sees it, and at full depth. */
export type Decoded = { radiograph: Radiograph; fullDepth: FullDepth };

/** Sixteen bits for a grey level of 255: whole for 8-bit and for 16-bit greys. */
const PER_GREY = 257;

/**
 * Decodes PNG, JPEG or DICOM at its full depth. Stored values are kept where they become grey along a line (a linear
 * or percentile window); curves (VOI LUT, sigmoid, modality LUT) and colour are kept as their greys, in 16 bits.
 * Errors as `decodeImage`.
 */
export async function decodeFullDepth(bytes: Buffer): Promise<Decoded> {
  if (sniffFormat(bytes) !== 'dicom') return fromGreys(await decodeImage(bytes));
  const { format, grey, data } = parseDicom(bytes);
  if (format.samples !== 1 || !isLine(grey)) return fromGreys(await decodeImage(bytes));
  const cells = await readCells(data, format);
  const { height, width } = format;
  const radiograph = { height, width, pixels: displayPixels(cells, format, grey) };
  const samples = storedSamples(cells, format);
  const line = lineThrough(samples, radiograph.pixels);
  if (line === null) return fromGreys(radiograph);
  darkenPadding(samples, radiograph.pixels, line, format.bitsStored);
  const { slope, intercept } = grey;
  const values = { slope, intercept: intercept + lowest(format) * slope };
  return { radiograph, fullDepth: { height, width, samples, bits: format.bitsStored, ...line, values } };
}

const isLine = ({ voiLut, hasVoiLut, modalityLut, window }: GreyScale): boolean =>
  voiLut === null && !hasVoiLut && modalityLut === null && window?.shape !== 'SIGMOID';

/** Greys in 8 bits when all are whole, else in 16 (a 16-bit grey is a multiple of 1/257). */
function fromGreys(radiograph: Radiograph): Decoded {
  const { height, width, pixels } = radiograph;
  const isWhole = pixels.every((grey) => Number.isInteger(grey));
  const perGrey = isWhole ? 1 : PER_GREY;
  const samples = isWhole ? new Uint8Array(pixels.length) : new Uint16Array(pixels.length);
  for (let at = 0; at < samples.length; at += 1) samples[at] = Math.round((pixels[at] ?? 0) * perGrey);
  const fullDepth = { height, width, samples, bits: isWhole ? 8 : 16, scale: 1 / perGrey, offset: 0, values: null };
  return { radiograph, fullDepth };
}

/** Stored bits in ascending order of their value, from 0: for signed pixels the upper half comes first. */
function storedSamples(cells: Cells, { bitsStored, shift, signed }: PixelFormat): Uint8Array | Uint16Array {
  const mask = 2 ** bitsStored - 1;
  const flip = signed ? 2 ** (bitsStored - 1) : 0;
  const samples = bitsStored === 8 ? new Uint8Array(cells.length) : new Uint16Array(cells.length);
  for (let at = 0; at < samples.length; at += 1) samples[at] = (((cells[at] ?? 0) >> shift) & mask) ^ flip;
  return samples;
}

type Line = { scale: number; offset: number };

/**
 * The line that took samples to greys, found from its ends: the lowest and the highest sample whose grey was not
 * clamped. Padding is 0, so it never counts. Null when fewer than two samples lie between black and white.
 */
export function lineThrough(samples: Uint8Array | Uint16Array, greys: Float32Array): Line | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [greyOfLow, greyOfHigh] = [0, 0];
  for (let at = 0; at < samples.length; at += 1) {
    const [sample, grey] = [samples[at] ?? 0, greys[at] ?? 0];
    if (!(grey > 0 && grey < 255)) continue;
    if (sample < low) [low, greyOfLow] = [sample, grey];
    if (sample > high) [high, greyOfHigh] = [sample, grey];
  }
  if (!(high > low)) return null;
  const scale = (greyOfHigh - greyOfLow) / (high - low);
  return { scale, offset: greyOfLow - low * scale };
}

/** Padding was drawn black whatever its value; it becomes the darkest sample, so that no window shows it as tissue. */
function darkenPadding(samples: Uint8Array | Uint16Array, greys: Float32Array, line: Line, bits: number): void {
  const darkest = line.scale > 0 ? 0 : 2 ** bits - 1;
  for (let at = 0; at < samples.length; at += 1) {
    const drawn = (samples[at] ?? 0) * line.scale + line.offset;
    if (greys[at] === 0 && drawn > 0.5) samples[at] = darkest;
  }
}

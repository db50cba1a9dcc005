import sharp, { type Metadata, type Sharp } from 'sharp';
import { checkDimensions, MAX_PIXELS, MIN_SIDE } from '@/server/dicom/imageLimits';
import { AppError } from '@/server/problem/appError';
import { checkJpeg } from './checkJpeg';
import { checkPng } from './checkPng';
import { greyFromSamples } from './greyFromSamples';
import { decodePlainPng, readPlainPng } from './plainPng';
import type { Radiograph } from './radiograph';

export type RasterFormat = 'png' | 'jpeg';

/** Seconds of decoding after which a file is refused: a progressive JPEG can ask for thousands of passes. */
const TIMEOUT = 30;

/**
 * Warnings are errors: a damaged stream must not become a grey half of an image. The colour profile is ignored,
 * for it would bend the grey values that the model is to see. EXIF orientation is honoured, as every viewer does:
 * left and right must be what the sender saw.
 */
function open(bytes: Buffer, limitInputPixels: number | false = MAX_PIXELS): Sharp {
  return sharp(bytes, {
    failOn: 'warning',
    ignoreIcc: true,
    autoOrient: true,
    limitInputPixels,
    sequentialRead: true,
  }).timeout({
    seconds: TIMEOUT,
  });
}

async function orCorrupt<T>(format: RasterFormat, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new AppError('unreadable-image', `corrupt ${format.toUpperCase()} file: its pixels cannot be decoded`, {
      cause,
    });
  }
}

/** Header of a PNG or JPEG whose structure is complete. Nothing is decoded, nothing is judged but the structure. */
async function readHeader(bytes: Buffer, format: RasterFormat): Promise<Metadata> {
  if (format === 'png') checkPng(bytes);
  else checkJpeg(bytes);
  return orCorrupt(format, open(bytes, false).metadata());
}

/** The colour space that leaves the samples as they are in the file; any other one converts, some with a gamma. */
function nativeSpace({ depth, space, hasAlpha }: Metadata): 'b-w' | 'srgb' | 'grey16' | 'rgb16' {
  if (depth === 'ushort') return space === 'grey16' ? 'grey16' : 'rgb16';
  return space === 'b-w' && !hasAlpha ? 'b-w' : 'srgb';
}

function toUint16(data: Buffer): Uint16Array {
  const start = data.byteOffset;
  const aligned = start % 2 === 0 ? data.buffer : data.buffer.slice(start, start + data.length);
  return new Uint16Array(aligned, start % 2 === 0 ? start : 0, data.length / 2);
}

/** Width and height as shown, after the EXIF orientation, and bits per sample (8 also for palettes and 1 to 4 bits). */
export type RasterInfo = { height: number; width: number; bitDepth: 8 | 16 };

/**
 * Decodes the whole file without keeping it: on the decoder's threads, row by row, shrunk to a few pixels.
 * Errors: `image-dimensions`, `unreadable-image`, `unsupported-media` (animated, coding).
 */
export async function inspectRaster(bytes: Buffer, format: RasterFormat): Promise<RasterInfo> {
  const header = await readHeader(bytes, format);
  const { height, width } = header.autoOrient;
  checkDimensions(height, width);
  const toNothing = open(bytes).resize({
    width: 16,
    height: 16,
    fit: 'fill',
    kernel: 'cubic',
    fastShrinkOnLoad: false,
  });
  await orCorrupt(format, toNothing.raw().toBuffer());
  return { height, width, bitDepth: header.depth === 'ushort' ? 16 : 8 };
}

/**
 * PNG or JPEG to a radiograph: grey as stored, 16 bits as v / 257, colour as Rec. 601 luma, alpha over black,
 * CMYK through sRGB, palettes and interlacing resolved, EXIF orientation honoured, colour profile and gamma ignored.
 * Sides from `minSide` on. Errors as `inspectRaster`.
 */
export async function decodeRaster(bytes: Buffer, format: RasterFormat, minSide = MIN_SIDE): Promise<Radiograph> {
  const plain = format === 'png' ? readPlainPng(bytes) : null;
  if (plain !== null) {
    const { height, width } = plain;
    checkDimensions(height, width, minSide);
    const pixels = await decodePlainPng(plain);
    if (pixels !== null) return { height, width, pixels };
  }
  const header = await readHeader(bytes, format);
  checkDimensions(header.autoOrient.height, header.autoOrient.width, minSide);
  const depth = header.depth === 'ushort' ? 'ushort' : 'uchar';
  const decoder = open(bytes).toColourspace(nativeSpace(header)).raw({ depth });
  const { data, info } = await orCorrupt(format, decoder.toBuffer({ resolveWithObject: true }));
  const samples = depth === 'ushort' ? toUint16(data) : data;
  return { height: info.height, width: info.width, pixels: greyFromSamples(samples, info.channels) };
}

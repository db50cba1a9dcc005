import type { DataSet } from 'dicom-parser';
import { AppError } from '@/server/problem/appError';
import { elementDecimal, elementUint16, elementValue } from './elements';
import { checkDimensions } from './imageLimits';

/** How stored values lie in the file (PS3.3 C.7.6.3) and where: `offset` and `byteLength` are without padding. */
export type PixelFormat = {
  height: number;
  width: number;
  bitsAllocated: 8 | 16;
  /** 8 to 16 */
  bitsStored: number;
  /** Right shift that brings the stored bits down to bit 0: High Bit + 1 − Bits Stored. */
  shift: number;
  signed: boolean;
  /** MONOCHROME1: low values are bright. */
  inverted: boolean;
  offset: number;
  byteLength: number;
};

const corrupt = (detail: string) => new AppError('unreadable-image', `corrupt DICOM file: ${detail}`);
const unsupported = (detail: string) => new AppError('unsupported-media', `DICOM image: ${detail}`);

function required(dataSet: DataSet, tag: string, name: string): number {
  const value = elementUint16(dataSet, tag);
  if (value === null) throw corrupt(`${name} is missing`);
  return value;
}

/** Throws unless the pixels are one frame of one sample, MONOCHROME1 or MONOCHROME2; returns whether MONOCHROME1. */
function readInverted(dataSet: DataSet): boolean {
  const frames = dataSet.elements.x00280008?.length ? elementDecimal(dataSet, 'x00280008') : 1;
  if (frames === null || frames < 1) throw corrupt('Number of Frames is not a count');
  if (frames > 1) throw unsupported(`${frames} frames; one frame is accepted`);
  const samples = elementUint16(dataSet, 'x00280002') ?? 1;
  const photometric = elementValue(dataSet, 'x00280004').toUpperCase();
  if (photometric === '') throw corrupt('Photometric Interpretation is missing');
  if (samples !== 1 || (photometric !== 'MONOCHROME1' && photometric !== 'MONOCHROME2')) {
    throw unsupported('colour; MONOCHROME1 and MONOCHROME2 with one sample per pixel are accepted');
  }
  return photometric === 'MONOCHROME1';
}

function readBits(dataSet: DataSet): Pick<PixelFormat, 'bitsAllocated' | 'bitsStored' | 'shift' | 'signed'> {
  const bitsAllocated = required(dataSet, 'x00280100', 'Bits Allocated');
  const bitsStored = required(dataSet, 'x00280101', 'Bits Stored');
  const highBit = elementUint16(dataSet, 'x00280102') ?? bitsStored - 1;
  const representation = elementUint16(dataSet, 'x00280103') ?? 0;
  if (bitsAllocated !== 8 && bitsAllocated !== 16) {
    throw unsupported(`${bitsAllocated} bits allocated; 8 and 16 are accepted`);
  }
  if (bitsStored < 8 || bitsStored > 16) throw unsupported(`${bitsStored} bits stored; 8 to 16 are accepted`);
  if (bitsStored > bitsAllocated) throw corrupt(`${bitsStored} bits stored in ${bitsAllocated}`);
  if (highBit < bitsStored - 1 || highBit >= bitsAllocated) throw corrupt(`High Bit is ${highBit}`);
  if (representation > 1) throw corrupt(`Pixel Representation is ${representation}`);
  return { bitsAllocated, bitsStored, shift: highBit + 1 - bitsStored, signed: representation === 1 };
}

/** Throws unless Pixel Data holds exactly `byteLength` bytes (one more when that is odd) and the file holds them all. */
function locatePixels(dataSet: DataSet, byteLength: number): number {
  const element = dataSet.elements.x7fe00010;
  if (!element) throw new AppError('unreadable-image', 'DICOM file without Pixel Data: truncated, or not an image');
  if (element.hadUndefinedLength) throw corrupt('compressed Pixel Data under an uncompressed transfer syntax');
  if (element.length !== byteLength && element.length !== byteLength + (byteLength % 2)) {
    throw corrupt(`Pixel Data has ${element.length} bytes; the dimensions need ${byteLength}`);
  }
  const present = dataSet.byteArray.length - element.dataOffset;
  if (present < element.length) {
    throw new AppError('unreadable-image', `truncated DICOM file: ${present} of ${element.length} bytes of Pixel Data`);
  }
  return element.dataOffset;
}

/**
 * Reads and checks the Image Pixel module. Errors: `unsupported-media` (frames, colour, bits), `image-dimensions`,
 * `unreadable-image` (missing or contradictory values; Pixel Data shorter or longer than the dimensions say).
 */
export function readPixelFormat(dataSet: DataSet): PixelFormat {
  const inverted = readInverted(dataSet);
  const height = required(dataSet, 'x00280010', 'Rows');
  const width = required(dataSet, 'x00280011', 'Columns');
  checkDimensions(height, width);
  const bits = readBits(dataSet);
  const byteLength = height * width * (bits.bitsAllocated / 8);
  return { height, width, ...bits, inverted, offset: locatePixels(dataSet, byteLength), byteLength };
}

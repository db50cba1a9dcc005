import type { DataSet } from 'dicom-parser';
import { corrupt, unsupported } from './corrupt';
import { elementDecimal, elementUint16, elementValue } from './elements';
import { checkDimensions } from './imageLimits';

/** How the cells of one frame lie, once they are decoded (PS3.3 C.7.6.3). */
export type PixelFormat = {
  height: number;
  width: number;
  samples: 1 | 3;
  /** What three samples are, or would be if they were not compressed; `grey` for one. */
  colour: 'grey' | 'rgb' | 'ybr' | 'ybr-422';
  /** Uncompressed samples lie in planes. */
  planar: boolean;
  bitsAllocated: 8 | 16;
  /** 8 to 16 */
  bitsStored: number;
  /** Right shift that brings the stored bits down to bit 0: High Bit + 1 − Bits Stored. */
  shift: number;
  signed: boolean;
  /** MONOCHROME1: low values are bright. */
  inverted: boolean;
  /** Of one uncompressed frame, without padding. */
  byteLength: number;
};

function required(dataSet: DataSet, tag: string, name: string): number {
  const value = elementUint16(dataSet, tag);
  if (value === null) throw corrupt(`${name} is missing`);
  return value;
}

function requireOneFrame(dataSet: DataSet): void {
  const frames = dataSet.elements.x00280008?.length ? elementDecimal(dataSet, 'x00280008') : 1;
  if (frames === null || frames < 1) throw corrupt('Number of Frames is not a count');
  if (frames > 1) throw unsupported(`${frames} frames; one frame is accepted, send each image by itself`);
}

/** Photometric Interpretations of three samples (PS3.3 C.7.6.3.1.2). The JPEG 2000 ones are RGB once decoded. */
const COLOURS: Record<string, PixelFormat['colour']> = {
  RGB: 'rgb',
  YBR_FULL: 'ybr',
  YBR_FULL_422: 'ybr-422',
  YBR_ICT: 'rgb',
  YBR_RCT: 'rgb',
};

function readSamples(dataSet: DataSet): Pick<PixelFormat, 'samples' | 'colour' | 'planar' | 'inverted'> {
  const samples = elementUint16(dataSet, 'x00280002') ?? 1;
  const photometric = elementValue(dataSet, 'x00280004').toUpperCase();
  if (photometric === '') throw corrupt('Photometric Interpretation is missing');
  if (samples === 1 && (photometric === 'MONOCHROME1' || photometric === 'MONOCHROME2')) {
    return { samples, colour: 'grey', planar: false, inverted: photometric === 'MONOCHROME1' };
  }
  const colour = Object.hasOwn(COLOURS, photometric) ? COLOURS[photometric] : undefined;
  if (samples !== 3 || colour === undefined) {
    throw unsupported(
      'Photometric Interpretation; accepted are MONOCHROME1 and MONOCHROME2 with one sample per pixel, RGB and YBR_FULL with three',
    );
  }
  return { samples, colour, planar: elementUint16(dataSet, 'x00280006') === 1, inverted: false };
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

/**
 * Reads and checks the Image Pixel module. Errors: `unsupported-media` (frames, palettes, bits), `image-dimensions`,
 * `unreadable-image` (missing or contradictory values).
 */
export function readPixelFormat(dataSet: DataSet): PixelFormat {
  requireOneFrame(dataSet);
  const samples = readSamples(dataSet);
  const height = required(dataSet, 'x00280010', 'Rows');
  const width = required(dataSet, 'x00280011', 'Columns');
  checkDimensions(height, width);
  const bits = readBits(dataSet);
  if (samples.samples === 3 && (bits.bitsAllocated !== 8 || bits.signed)) {
    throw unsupported('colour of other than 8 unsigned bits per sample');
  }
  const byteLength = height * width * samples.samples * (bits.bitsAllocated / 8);
  return { height, width, ...samples, ...bits, byteLength };
}

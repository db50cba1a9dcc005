import type { DataSet } from 'dicom-parser';
import { AppError } from '@/server/problem/appError';
import { cleanStream, type FrameStream } from './codestream/cleanStream';
import { corrupt, truncated, unsupported } from './corrupt';
import { readFragments } from './encapsulated';
import type { PixelFormat } from './pixelFormat';
import type { TransferSyntax } from './transferSyntax';

/** The one frame of Pixel Data: its cells in little-endian bytes, or a codestream without anything beside the picture. */
export type PixelData = { coding: 'native'; bytes: Uint8Array; isWords: boolean } | FrameStream;

/** Throws unless Pixel Data has the bytes of one frame, or one more where that makes it even. */
function checkLength(length: number, { byteLength }: PixelFormat): void {
  if (length === byteLength || length === byteLength + (byteLength % 2)) return;
  throw corrupt(`Pixel Data has ${length} bytes; the dimensions need ${byteLength}`);
}

/** Bytes swapped in pairs: big-endian words to little-endian ones. */
function swapped(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2))).swap16();
}

function nativeData(dataSet: DataSet, format: PixelFormat, { bigEndian }: TransferSyntax): PixelData {
  const element = dataSet.elements.x7fe00010;
  if (element === undefined || element.hadUndefinedLength) {
    throw corrupt('compressed Pixel Data under an uncompressed transfer syntax');
  }
  const { dataOffset, length, vr } = element;
  checkLength(length, format);
  const present = dataSet.byteArray.length - dataOffset;
  if (present < length) throw truncated(`${present} of ${length} bytes of Pixel Data`);
  const isWords = format.bitsAllocated === 16 || vr !== 'OB';
  const written = dataSet.byteArray.subarray(dataOffset, dataOffset + length);
  // Words are swapped, also those that hold two 8-bit cells (PS3.5 8.1.1, 7.3); OB is a string of bytes.
  const bytes = bigEndian && isWords ? swapped(written) : written;
  return { coding: 'native', bytes: bytes.subarray(0, format.byteLength), isWords };
}

/**
 * Finds the frame in Pixel Data and checks that it is whole as far as can be told without decoding: length, fragments,
 * and that the codestream's own header says what the file's header says.
 * Errors: `unreadable-image`, `unsupported-media`, `unsupported-syntax` (12-bit JPEG).
 */
export function locatePixelData(dataSet: DataSet, format: PixelFormat, syntax: TransferSyntax): PixelData {
  const element = dataSet.elements.x7fe00010;
  if (!element) throw new AppError('unreadable-image', 'DICOM file without Pixel Data: truncated, or not an image');
  const isSubsampled = format.colour === 'ybr-422' && syntax.coding !== 'jpeg';
  if (isSubsampled) throw unsupported('YBR_FULL_422 that is not JPEG; send RGB or MONOCHROME2');
  if (!syntax.encapsulated) return nativeData(dataSet, format, syntax);
  if (!element.hadUndefinedLength) throw corrupt('uncompressed Pixel Data under a compressed transfer syntax');
  const { buffer, byteOffset, length } = dataSet.byteArray;
  const fragments = readFragments(Buffer.from(buffer, byteOffset, length), element.dataOffset);
  if (syntax.coding !== 'native') return cleanStream(syntax.coding, fragments, format);
  checkLength(fragments.length, format);
  return { coding: 'native', bytes: fragments.subarray(0, format.byteLength), isWords: format.bitsAllocated === 16 };
}

import { AppError } from '@/server/problem/appError';
import { corrupt, truncated, unsupported } from '../corrupt';
import type { PixelFormat } from '../pixelFormat';
import type { Coding } from '../transferSyntax';
import { readJ2kHeader } from './j2kHeader';
import { j2kLayout } from './j2kSegments';
import { BASELINE, EXTENDED, JPEG_LS, LOSSLESS, readJpegHeader } from './jpegHeader';
import { type RleSegment, rleSegments, scrubRle } from './rleSegments';
import { scrubJ2k } from './scrubJ2k';
import { scrubJpeg } from './scrubJpeg';
import type { StreamHeader } from './streamHeader';
import { unwrapJp2 } from './unwrapJp2';

/** A frame as codestream: only what the picture is made of is left in it. */
export type FrameStream =
  | { coding: 'rle'; stream: Buffer; segments: RleSegment[] }
  | { coding: Exclude<Coding, 'native' | 'rle'>; stream: Buffer; header: StreamHeader };

/** Throws unless the codestream says the same as the file's header: before anything is decoded (or allocated). */
function checkAgreement(header: StreamHeader, format: PixelFormat): void {
  const { height, width, components, precision, signed } = header;
  if (height !== format.height || width !== format.width) {
    throw corrupt(
      `the codestream is ${width} × ${height} pixels; Rows and Columns say ${format.width} × ${format.height}`,
    );
  }
  if (components !== format.samples)
    throw corrupt(`${components} components; Samples per Pixel says ${format.samples}`);
  if (precision < 2 || precision > format.bitsAllocated) {
    throw corrupt(`the codestream has ${precision} bits per sample; Bits Allocated says ${format.bitsAllocated}`);
  }
  if (format.shift > 0 && precision < format.shift + format.bitsStored)
    throw corrupt('High Bit is not in the codestream');
  if (signed && !format.signed) throw corrupt('the codestream is signed; Pixel Representation says unsigned');
  // The sign would be looked for in a bit that is not there.
  if (format.signed && !signed && precision < format.bitsStored) throw corrupt('Bits Stored are not in the codestream');
}

function cleanJpeg(bytes: Buffer, frames: readonly number[]): { stream: Buffer; header: StreamHeader } {
  const header = readJpegHeader(bytes, frames);
  const { stream, complete } = scrubJpeg(bytes, { isLs: frames.includes(JPEG_LS) });
  if (!complete) throw truncated('the JPEG codestream ends before its end-of-image marker');
  return { stream, header };
}

function clean(coding: Exclude<Coding, 'native' | 'rle'>, bytes: Buffer): { stream: Buffer; header: StreamHeader } {
  switch (coding) {
    case 'jpeg':
      return cleanJpeg(bytes, [BASELINE, EXTENDED]);
    case 'jpeg-lossless':
      return cleanJpeg(bytes, [LOSSLESS]);
    case 'jpeg-ls':
      return cleanJpeg(bytes, [JPEG_LS]);
    case 'jpeg-2000': {
      const codestream = unwrapJp2(bytes);
      const layout = j2kLayout(codestream);
      return { stream: scrubJ2k(codestream, layout), header: readJ2kHeader(codestream, layout) };
    }
  }
}

/**
 * Judges the codestream of a frame by its headers, and frees it of comments, application segments and whatever lies
 * behind its end. Nothing is decoded. Doing it again changes nothing.
 * Errors: `unreadable-image`, `unsupported-media`, `unsupported-syntax` (12-bit JPEG).
 */
export function cleanStream(coding: Exclude<Coding, 'native'>, bytes: Buffer, format: PixelFormat): FrameStream {
  if (coding === 'rle') {
    const pixels = format.height * format.width;
    const count = format.samples * (format.bitsAllocated / 8);
    const stream = scrubRle(bytes, rleSegments(bytes, count, pixels));
    return { coding, stream, segments: rleSegments(stream, count, pixels) };
  }
  const { stream, header } = clean(coding, bytes);
  if (coding === 'jpeg' && header.precision === 12) {
    throw new AppError(
      'unsupported-syntax',
      'transfer syntax: JPEG Extended with 12 bits; send it as JPEG Lossless, JPEG-LS, JPEG 2000, RLE or uncompressed',
    );
  }
  if (coding === 'jpeg' && header.precision !== 8) throw corrupt(`JPEG of ${header.precision} bits`);
  if (header.components !== 1 && header.components !== 3) throw unsupported(`${header.components} components`);
  checkAgreement(header, format);
  return { coding, stream, header };
}

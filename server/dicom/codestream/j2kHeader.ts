import { corrupt, unsupported } from '../corrupt';
import { COC, COD, type J2kLayout, SIZ } from './j2kSegments';
import type { StreamHeader } from './streamHeader';

/** What costs memory by the piece, far beyond what encoders write; it holds a decoder to what the pixels are worth. */
const MOST_TILES = 4096;
const MOST_LAYERS = 1024;
const LEAST_BLOCK_EXPONENT = 8;
const LEAST_PRECINCT_EXPONENT = 4;

/** Image and tile size (T.800 A.5.1). */
function readSiz(bytes: Buffer, start: number, end: number): StreamHeader {
  const components = end - start >= 39 ? bytes.readUInt16BE(start + 34) : 0;
  if (components === 0 || end - start < 36 + 3 * components) throw corrupt('JPEG 2000 SIZ segment is too short');
  const at = (index: number) => bytes.readUInt32BE(start + 2 + 4 * index);
  const [width, height] = [at(0) - at(2), at(1) - at(3)];
  const [tileWidth, tileHeight] = [at(4), at(5)];
  if (tileWidth === 0 || tileHeight === 0) throw corrupt('JPEG 2000 tiles of no size');
  if (Math.ceil(at(0) / tileWidth) * Math.ceil(at(1) / tileHeight) > MOST_TILES) {
    throw unsupported(`JPEG 2000 with more than ${MOST_TILES} tiles`);
  }
  const depth = bytes[start + 36] ?? 0;
  for (let component = 0; component < components; component += 1) {
    const [ssiz, dx, dy] = bytes.subarray(start + 36 + 3 * component, start + 39 + 3 * component);
    if (dx !== 1 || dy !== 1) throw unsupported('JPEG 2000 with subsampled components');
    if (ssiz !== depth) throw unsupported('JPEG 2000 with components of different depths');
  }
  return { width, height, components, precision: (depth & 0x7f) + 1, signed: depth > 0x7f };
}

/** Coding style: levels, block and precinct sizes (T.800 table A.20). `at` is where the levels are. */
function checkStyle(bytes: Buffer, at: number, end: number, hasPrecincts: boolean): void {
  const [levels = 0, blockWidth = 0, blockHeight = 0] = bytes.subarray(at, Math.min(end, at + 3));
  if (at + 5 > end || levels > 32 || blockWidth > 8 || blockHeight > 8) throw corrupt('JPEG 2000 coding style');
  const precincts = hasPrecincts ? [...bytes.subarray(at + 5, Math.min(end, at + 6 + levels))] : [];
  const tooSmall = precincts.some(
    (size, resolution) => resolution > 0 && Math.min(size & 15, size >> 4) < LEAST_PRECINCT_EXPONENT,
  );
  if (tooSmall || blockWidth + blockHeight + 4 < LEAST_BLOCK_EXPONENT) {
    throw unsupported('JPEG 2000 with precincts or code blocks of a few pixels; encode with the usual sizes');
  }
}

/**
 * Size, components and depth of a JPEG 2000 codestream. Errors: `unreadable-image`; `unsupported-media` when it is
 * cut into pieces so small that they are there to exhaust a decoder.
 */
export function readJ2kHeader(bytes: Buffer, { segments }: J2kLayout): StreamHeader {
  const [size, ...others] = segments;
  if (size === undefined || others.some(({ marker }) => marker === SIZ)) throw corrupt('JPEG 2000 SIZ must come once');
  const header = readSiz(bytes, size.start, size.end);
  for (const { marker, start, end } of others) {
    if (marker === COD) {
      if (end - start < 10) throw corrupt('JPEG 2000 coding style');
      if (bytes.readUInt16BE(start + 2) > MOST_LAYERS) throw unsupported(`JPEG 2000 with over ${MOST_LAYERS} layers`);
      checkStyle(bytes, start + 5, end, ((bytes[start] ?? 0) & 1) === 1);
    }
    const index = header.components < 257 ? 1 : 2;
    if (marker === COC) checkStyle(bytes, start + index + 1, end, ((bytes[start + index] ?? 0) & 1) === 1);
  }
  return header;
}

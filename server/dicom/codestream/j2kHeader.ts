import { corrupt, unsupported } from '../corrupt';
import { COC, COD, type J2kLayout, type J2kSegment, SIZ } from './j2kSegments';
import type { StreamHeader } from './streamHeader';

/** What costs memory by the piece, far beyond what encoders write; it holds a decoder to what the pixels are worth. */
const MOST_TILES = 4096;
const MOST_LAYERS = 1024;
const LEAST_BLOCK_EXPONENT = 8;
const LEAST_PRECINCT_EXPONENT = 4;
/** Of a tile: 64 Mpx in precincts of 32 × 32 have 81,000. A decoder keeps a record for each, and a number for each packet. */
const MOST_PRECINCTS = 2 ** 17;
const MOST_PACKETS = 2 ** 22;

/** What a tile has of everything; the largest is as large as the first. */
type Tile = { height: number; width: number; components: number; layers: number };

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

/** Precincts of one component of a tile (T.800 B.6), its lowest resolution first; a size that is not given is the largest. */
function countPrecincts({ height, width }: Tile, levels: number, sizes: readonly number[]): number {
  let count = 0;
  for (let resolution = 0; resolution <= levels; resolution += 1) {
    const size = sizes[resolution] ?? 0xff;
    const scale = 2 ** (levels - resolution);
    const [columns, rows] = [Math.ceil(width / scale) / 2 ** (size & 15), Math.ceil(height / scale) / 2 ** (size >> 4)];
    count += Math.ceil(columns) * Math.ceil(rows);
  }
  return count;
}

/** Coding style: levels, block and precinct sizes (T.800 table A.20). `at` is where the levels are. */
function checkStyle(bytes: Buffer, at: number, end: number, hasPrecincts: boolean, tile: Tile): void {
  const [levels = 0, blockWidth = 0, blockHeight = 0] = bytes.subarray(at, Math.min(end, at + 3));
  if (at + 5 > end || levels > 32 || blockWidth > 8 || blockHeight > 8) throw corrupt('JPEG 2000 coding style');
  const precincts = hasPrecincts ? [...bytes.subarray(at + 5, Math.min(end, at + 6 + levels))] : [];
  const tooSmall = precincts.some(
    (size, resolution) => resolution > 0 && Math.min(size & 15, size >> 4) < LEAST_PRECINCT_EXPONENT,
  );
  if (tooSmall || blockWidth + blockHeight + 4 < LEAST_BLOCK_EXPONENT) {
    throw unsupported('JPEG 2000 with precincts or code blocks of a few pixels; encode with the usual sizes');
  }
  const count = countPrecincts(tile, levels, precincts) * tile.components;
  if (count > MOST_PRECINCTS || count * tile.layers > MOST_PACKETS) {
    throw unsupported('JPEG 2000 with very many precincts and layers; encode with the usual sizes');
  }
}

/** Layers of the style that has most. */
function readLayers(bytes: Buffer, segments: readonly J2kSegment[]): number {
  let most = 1;
  for (const { marker, start, end } of segments) {
    if (marker !== COD) continue;
    if (end - start < 10) throw corrupt('JPEG 2000 coding style');
    most = Math.max(most, bytes.readUInt16BE(start + 2));
  }
  if (most > MOST_LAYERS) throw unsupported(`JPEG 2000 with over ${MOST_LAYERS} layers`);
  return most;
}

/**
 * Size, components and depth of a JPEG 2000 codestream. Errors: `unreadable-image`; `unsupported-media` when it is
 * cut into pieces so small that they are there to exhaust a decoder.
 */
export function readJ2kHeader(bytes: Buffer, { segments }: J2kLayout): StreamHeader {
  const [size, ...others] = segments;
  if (size === undefined || others.some(({ marker }) => marker === SIZ)) throw corrupt('JPEG 2000 SIZ must come once');
  const header = readSiz(bytes, size.start, size.end);
  const { components } = header;
  const tile: Tile = {
    height: Math.min(header.height, bytes.readUInt32BE(size.start + 22)),
    width: Math.min(header.width, bytes.readUInt32BE(size.start + 18)),
    components,
    layers: readLayers(bytes, others),
  };
  for (const { marker, start, end } of others) {
    if (marker === COD) checkStyle(bytes, start + 5, end, ((bytes[start] ?? 0) & 1) === 1, tile);
    const index = components < 257 ? 1 : 2;
    if (marker === COC) checkStyle(bytes, start + index + 1, end, ((bytes[start + index] ?? 0) & 1) === 1, tile);
  }
  return header;
}

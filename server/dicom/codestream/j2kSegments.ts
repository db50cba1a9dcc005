import { corrupt, truncated } from '../corrupt';

export const SIZ = 0xff51;
export const COD = 0xff52;
export const COC = 0xff53;
export const COM = 0xff64;
const SOC = 0xff4f;
const SOT = 0xff90;
const SOD = 0xff93;
const EOC = 0xffd9;

/** Marker segments of part 1 (ITU-T T.800 table A.2) that a codestream or tile-part header may hold. */
const KNOWN = new Set([
  SIZ,
  COD,
  COC,
  COM,
  0xff55,
  0xff57,
  0xff58,
  0xff5c,
  0xff5d,
  0xff5e,
  0xff5f,
  0xff60,
  0xff61,
  0xff63,
]);

/** A marker segment: `start` of its contents, behind the length. */
export type J2kSegment = { marker: number; start: number; end: number };

/** Its marker segments in order, where the codestream ends, and how many tile-parts it has. */
export type J2kLayout = { segments: J2kSegment[]; end: number; tileParts: number };

/** A header of more segments, or more tile-parts, is no radiograph's. */
const MOST_SEGMENTS = 65_536;

/** Segments from `at` to the marker `last`; returns where that one is. */
function readSegments(bytes: Buffer, at: number, last: number, segments: J2kSegment[]): number {
  for (let position = at; ; ) {
    if (position + 4 > bytes.length) throw truncated('the JPEG 2000 codestream ends in its header');
    const marker = bytes.readUInt16BE(position);
    if (marker === last) return position;
    if (!KNOWN.has(marker)) throw corrupt('the JPEG 2000 codestream has a marker that is not of part 1');
    const end = position + 2 + bytes.readUInt16BE(position + 2);
    if (end > bytes.length) throw truncated('the JPEG 2000 codestream ends in its header');
    if (end < position + 4 || segments.length >= MOST_SEGMENTS)
      throw corrupt('the JPEG 2000 header cannot be followed');
    segments.push({ marker, start: position + 4, end });
    position = end;
  }
}

/** One tile-part (T.800 A.4.2); its end. Length 0 means up to the end of the codestream. */
function readTilePart(bytes: Buffer, at: number, segments: J2kSegment[]): number {
  if (at + 12 > bytes.length) throw truncated('the JPEG 2000 codestream ends in a tile-part header');
  const length = bytes.readUInt32BE(at + 6);
  const end = length === 0 ? bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) : at + length;
  if (end > bytes.length || end < 0) throw truncated('the JPEG 2000 codestream ends within a tile-part');
  const data = readSegments(bytes, at + 12, SOD, segments);
  if (end < data + 2) throw corrupt('a JPEG 2000 tile-part is shorter than its header');
  return end;
}

/**
 * Follows a JPEG 2000 codestream (T.800 annex A) from SOC over main header and tile-parts to EOC; no packet is read.
 * A missing EOC is excused when the tile-parts are whole: some encoders leave it away.
 */
export function j2kLayout(bytes: Buffer): J2kLayout {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== SOC || bytes.readUInt16BE(2) !== SIZ) {
    throw corrupt('the JPEG 2000 codestream does not begin with SOC and SIZ');
  }
  const segments: J2kSegment[] = [];
  let at = readSegments(bytes, 2, SOT, segments);
  let tileParts = 0;
  while (at + 2 <= bytes.length && bytes.readUInt16BE(at) === SOT) {
    at = readTilePart(bytes, at, segments);
    tileParts += 1;
    if (tileParts > MOST_SEGMENTS) throw corrupt('the JPEG 2000 codestream has too many tile-parts');
  }
  const closed = at + 2 <= bytes.length && bytes.readUInt16BE(at) === EOC;
  const rest = bytes.length - at;
  if (!closed && rest > 1) throw corrupt('no tile-part where one must be in the JPEG 2000 codestream');
  return { segments, end: at, tileParts };
}

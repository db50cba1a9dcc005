import { corrupt, truncated } from '../corrupt';

const HEADER = 64;

/** Where the bytes of one segment begin and end. */
export type RleSegment = { start: number; end: number };

/** Follows PackBits from `start` until `length` bytes are made (PS3.5 G.3.2); returns where they end. */
function endOfSegment(bytes: Buffer, start: number, length: number): number {
  let made = 0;
  let at = start;
  while (made < length) {
    const control = bytes[at];
    if (control === undefined) throw truncated('an RLE segment ends before its pixels do');
    if (control === 128) at += 1;
    else if (control < 128) {
      made += control + 1;
      at += control + 2;
    } else {
      made += 257 - control;
      at += 2;
    }
  }
  if (at > bytes.length) throw truncated('an RLE segment ends before its pixels do');
  // One more: encoders that pad an odd number of pixels before they pack them.
  if (made > length + 1) throw corrupt('an RLE segment has more bytes than the dimensions need');
  return at;
}

/**
 * The segments of an RLE frame (PS3.5 G.4), each checked to make `length` bytes; nothing is unpacked.
 * What lies between and behind them is not part of any.
 */
export function rleSegments(bytes: Buffer, count: number, length: number): RleSegment[] {
  if (bytes.length < HEADER) throw truncated('the RLE header is cut off');
  const given = bytes.readUInt32LE(0);
  if (given !== count) throw corrupt(`${given} RLE segments; the pixel format needs ${count}`);
  return Array.from({ length: count }, (_, index) => {
    const start = bytes.readUInt32LE(4 + 4 * index);
    if (start < HEADER) throw corrupt('an RLE segment begins in the header');
    return { start, end: endOfSegment(bytes, start, length) };
  });
}

/** The frame with its segments and nothing else, each padded to an even length as the standard asks. */
export function scrubRle(bytes: Buffer, segments: readonly RleSegment[]): Buffer {
  const header = Buffer.alloc(HEADER);
  header.writeUInt32LE(segments.length, 0);
  const parts: Buffer[] = [header];
  let at = HEADER;
  for (const [index, { start, end }] of segments.entries()) {
    header.writeUInt32LE(at, 4 + 4 * index);
    const padding = (end - start) % 2;
    parts.push(bytes.subarray(start, end), Buffer.alloc(padding));
    at += end - start + padding;
  }
  return Buffer.concat(parts);
}

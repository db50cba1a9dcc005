import { COM, type J2kLayout } from './j2kSegments';

const END = Buffer.from([0xff, 0xd9]);

/**
 * The codestream with its comments (T.800 A.9.2) blanked, up to and with EOC. Blanked and not taken out: lengths and
 * pointers of tile-parts stay true. The registration value is kept as 0, "binary".
 */
export function scrubJ2k(bytes: Buffer, { segments, end }: J2kLayout): Buffer {
  const stream = Buffer.concat([bytes.subarray(0, end), END]);
  for (const segment of segments) {
    if (segment.marker === COM) stream.fill(0, segment.start, segment.end);
  }
  return stream;
}

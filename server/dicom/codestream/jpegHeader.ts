import { corrupt, truncated, unsupported } from '../corrupt';
import type { StreamHeader } from './streamHeader';

const START_OF_SCAN = 0xda;

/** Frame headers by coding (ITU-T T.81 table B.1, T.87 C.1.1). */
export const BASELINE = 0xc0;
export const EXTENDED = 0xc1;
export const LOSSLESS = 0xc3;
export const JPEG_LS = 0xf7;

const FRAME_NAMES: Record<number, string> = {
  [BASELINE]: 'baseline JPEG',
  [EXTENDED]: 'extended JPEG',
  194: 'progressive JPEG',
  [LOSSLESS]: 'lossless JPEG',
  [JPEG_LS]: 'JPEG-LS',
};

const isFrame = (marker: number) =>
  marker === JPEG_LS || (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker));

/** Smallest legal frame header: length, precision, sides, one component. */
const SHORTEST_FRAME = 11;

function readFrame(bytes: Buffer, at: number): StreamHeader {
  if (at + 2 + SHORTEST_FRAME > bytes.length) throw truncated('the JPEG codestream ends in its frame header');
  return {
    precision: bytes[at + 4] ?? 0,
    height: bytes.readUInt16BE(at + 5),
    width: bytes.readUInt16BE(at + 7),
    components: bytes[at + 9] ?? 0,
    signed: false,
  };
}

/**
 * The frame header of a JPEG or JPEG-LS codestream, which must be of one of the `frames`; no scan is read.
 * Errors: `unreadable-image`; `unsupported-media` when the coding is another than the transfer syntax says.
 */
export function readJpegHeader(bytes: Buffer, frames: readonly number[]): StreamHeader {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw corrupt('the JPEG codestream does not begin with SOI');
  let header: StreamHeader | null = null;
  let at = 2;
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) throw corrupt('no marker where one must be in the JPEG codestream');
    if (marker === START_OF_SCAN) {
      if (header === null) throw corrupt('the JPEG codestream has a scan and no frame');
      return header;
    }
    if (isFrame(marker)) {
      if (header !== null) throw corrupt('the JPEG codestream has two frames');
      if (!frames.includes(marker)) {
        const name = FRAME_NAMES[marker] ?? 'another JPEG coding';
        throw unsupported(`Pixel Data is ${name}, which is not what the transfer syntax says`);
      }
      header = readFrame(bytes, at);
    }
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  throw truncated('the JPEG codestream ends before its first scan');
}

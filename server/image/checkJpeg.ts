import { AppError } from '@/server/problem/appError';

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);

/** Frame headers of codings that the decoder does not know (ITU-T T.81 table B.1, T.87). */
const OTHER_CODINGS: Record<number, string> = { 195: 'lossless JPEG', 247: 'JPEG-LS' };

const truncated = () => new AppError('unreadable-image', 'truncated JPEG file: it ends before its end-of-image marker');

/** Baseline, extended and progressive frames: SOF0 to SOF2. */
const isFrameHeader = (marker: number) => marker >= 0xc0 && marker <= 0xc2;

function checkCoding(bytes: Buffer, marker: number, at: number): void {
  const coding = OTHER_CODINGS[marker];
  if (coding) throw new AppError('unsupported-media', `file kind: ${coding}; accepted: baseline and progressive JPEG`);
  const precision = bytes[at + 4];
  if (isFrameHeader(marker) && precision !== undefined && precision !== 8) {
    throw new AppError('unsupported-media', `file kind: ${precision}-bit JPEG; accepted: 8-bit JPEG`);
  }
}

/** Offset of the first scan. Walks the marker segments (ITU-T T.81 §B.1.1.4). */
function findScan(bytes: Buffer): number {
  let at = 2;
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) throw new AppError('unreadable-image', 'corrupt JPEG file: no marker where one must be');
    if (marker === START_OF_SCAN) return at;
    checkCoding(bytes, marker, at);
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  throw truncated();
}

/**
 * Checks that the image goes on to an end-of-image marker, which the decoder does not ask for (it makes one up).
 * Within a scan 0xFF is always followed by 0 or a restart marker, so the marker cannot be pixel data.
 * Errors: `unreadable-image` (truncated, corrupt), `unsupported-media` (lossless JPEG, JPEG-LS, 12 bits).
 */
export function checkJpeg(bytes: Buffer): void {
  if (bytes.lastIndexOf(END_OF_IMAGE) < findScan(bytes)) throw truncated();
}

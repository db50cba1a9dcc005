import { AppError } from '@/server/problem/appError';
import { PNG_SIGNATURE } from './sniff';

const CHUNK_OVERHEAD = 12;

/**
 * Follows the chunks of a PNG (W3C PNG §5) to IEND. The decoder is content once it has all rows, so the end of the
 * file is checked here; the check sums of the pixel data are the decoder's.
 * Errors: `unreadable-image` when truncated, `unsupported-media` when animated (acTL with more than one frame).
 */
export function checkPng(bytes: Buffer): void {
  let at = PNG_SIGNATURE.length;
  while (at + CHUNK_OVERHEAD <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const next = at + CHUNK_OVERHEAD + length;
    if (next > bytes.length) break;
    if (type === 'IEND') return;
    if (type === 'acTL' && length >= 4 && bytes.readUInt32BE(at + 8) > 1) {
      throw new AppError('unsupported-media', 'file kind: animated PNG; a radiograph has one frame');
    }
    at = next;
  }
  throw new AppError('unreadable-image', 'truncated PNG file: it ends before its IEND chunk');
}

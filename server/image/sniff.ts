import { sniffDicom } from '@/server/dicom/sniffDicom';
import { AppError } from '@/server/problem/appError';

export type ImageFormat = 'png' | 'jpeg' | 'dicom';

export const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Beginnings of files that people send by mistake, for the refusal. */
const OTHER_KINDS: readonly [name: string, offset: number, magic: string][] = [
  ['GIF', 0, 'GIF8'],
  ['PDF', 0, '%PDF'],
  ['ZIP archive', 0, 'PK\x03\x04'],
  ['ZIP archive', 0, 'PK\x05\x06'],
  ['TIFF', 0, 'II*\0'],
  ['TIFF', 0, 'MM\0*'],
  ['BMP', 0, 'BM'],
  ['WebP', 8, 'WEBP'],
  ['gzip', 0, '\x1f\x8b'],
  ['7-Zip archive', 0, '7z\xbc\xaf'],
  ['JPEG 2000', 4, 'jP  '],
  ['JPEG 2000', 0, '\xff\x4f\xff\x51'],
  ['JPEG XL', 4, 'JXL '],
  ['JPEG XL', 0, '\xff\x0a'],
  ['HEIF, AVIF or MP4', 4, 'ftyp'],
  ['NIfTI', 344, 'n+1\0'],
  ['HDF5', 0, '\x89HDF'],
  ['NumPy', 0, '\x93NUMPY'],
  ['program', 0, '\x7fELF'],
  ['program', 0, 'MZ'],
];

/** UTF-8 without control characters in the first 512 bytes; the last 3 may be half a character. */
function looksLikeText(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 512).toString('utf8').slice(0, -3);
  return head !== '' && !/[^\P{Cc}\t\r\n\f]|\ufffd/u.test(head);
}

/** What the bytes look like, in a word or two. */
function describeKind(bytes: Buffer): string {
  if (bytes.length === 0) return 'empty file';
  const known = OTHER_KINDS.find(
    ([, offset, magic]) => bytes.toString('latin1', offset, offset + magic.length) === magic,
  );
  if (known) return known[0];
  const head = bytes.toString('latin1', 0, 64).trimStart().toLowerCase();
  if (head.startsWith('<svg')) return 'SVG';
  if (head.startsWith('<!doctype html') || head.startsWith('<html')) return 'HTML';
  return looksLikeText(bytes) ? 'text' : 'unknown kind';
}

/** PNG, JPEG or DICOM, by content and never by name. Throws `unsupported-media`, naming what it is instead. */
export function sniffFormat(bytes: Buffer): ImageFormat {
  if (bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return 'png';
  if (bytes.toString('latin1', 0, 3) === '\xff\xd8\xff') return 'jpeg';
  if (sniffDicom(bytes)) return 'dicom';
  throw new AppError('unsupported-media', `file kind: ${describeKind(bytes)}; accepted: PNG, JPEG, DICOM`);
}

import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { scrubDicom } from '@/server/dicom/scrub';
import { PNG_SIGNATURE, sniffFormat } from './sniff';

/** Chunks that the picture is made of (W3C PNG §11); texts, times, profiles and private chunks are not. */
const PNG_CHUNKS = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);

const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
const COMMENT = 0xfe;
const ADOBE = 0xee;

/** "JFIF", version 1.1, no unit, 1:1, no thumbnail: says that three components are YCbCr. */
const JFIF = Buffer.from([0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);

/**
 * The same picture without anything beside it: the stored copy holds no names, texts, dates or identifiers, whatever
 * the file brought along. Decodes to the very same pixels. The file must have passed `inspectImage`.
 */
export async function scrubImage(bytes: Buffer): Promise<Buffer> {
  const format = sniffFormat(bytes);
  if (format === 'dicom') return scrubDicom(bytes);
  const { orientation = 1 } = await sharp(bytes).metadata();
  const exif = orientation === 1 ? null : exifOf(orientation);
  return format === 'png' ? scrubPng(bytes, exif) : scrubJpeg(bytes, exif);
}

/** A TIFF block whose only entry is the orientation (Exif 2.32 §4.6.4), which the decoder honours. */
function exifOf(orientation: number): Buffer {
  const header = [0x49, 0x49, 0x2a, 0, 8, 0, 0, 0];
  return Buffer.from([...header, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]);
}

function scrubPng(bytes: Buffer, exif: Buffer | null): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, PNG_SIGNATURE.length)];
  for (let at = PNG_SIGNATURE.length; at + 12 <= bytes.length; ) {
    const next = at + 12 + bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT' && exif !== null && !kept.some((chunk) => isType(chunk, 'IDAT')))
      kept.push(pngChunk('eXIf', exif));
    if (PNG_CHUNKS.has(type)) kept.push(bytes.subarray(at, next));
    if (type === 'IEND') break;
    at = next;
  }
  return Buffer.concat(kept);
}

const isType = (chunk: Buffer, type: string): boolean => chunk.toString('latin1', 4, 8) === type;

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Keeps tables, frame and scans; drops comments and application segments, but for what decides the colours. */
function scrubJpeg(bytes: Buffer, exif: Buffer | null): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  if (exif !== null) {
    const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif]);
    kept.push(Buffer.from([0xff, 0xe1, 0, body.length + 2]), body);
  }
  let at = 2;
  while (at + 2 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === END_OF_IMAGE) break;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const next = at + 2 + bytes.readUInt16BE(at + 2);
    const end = marker === START_OF_SCAN ? endOfScan(bytes, next) : next;
    kept.push(keptSegment(bytes, marker, at, end));
    at = end;
  }
  kept.push(Buffer.from([0xff, END_OF_IMAGE]));
  return Buffer.concat(kept);
}

/** One segment as it is kept: application segments only as far as they decide the colours. */
function keptSegment(bytes: Buffer, marker: number, at: number, end: number): Buffer {
  const name = bytes.toString('latin1', at + 4, at + 9);
  if (marker === 0xe0 && name === 'JFIF\0') return JFIF;
  if (marker === ADOBE && name === 'Adobe' && end - at >= 16) {
    return Buffer.concat([Buffer.from([0xff, ADOBE, 0, 14]), bytes.subarray(at + 4, at + 16)]);
  }
  const dropped = (marker >= 0xe0 && marker <= 0xef) || marker === COMMENT;
  return dropped ? Buffer.alloc(0) : bytes.subarray(at, end);
}

/** Where the entropy-coded data end: at the first marker that is neither a stuffed zero nor a restart (T.81 B.1.1.5). */
function endOfScan(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1] ?? 0;
    if (marker !== 0 && marker !== 0xff && !(marker >= 0xd0 && marker <= 0xd7)) return at;
  }
  return bytes.length;
}

import sharp from 'sharp';
import { scrubJpeg } from '@/server/dicom/codestream/scrubJpeg';
import { scrubDicom } from '@/server/dicom/scrub';
import { pngChunk } from './pngChunk';
import { PNG_SIGNATURE, sniffFormat } from './sniff';

/** Chunks that the picture is made of (W3C PNG §11); texts, times, profiles and private chunks are not. */
const PNG_CHUNKS = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);

/**
 * The same picture without anything beside it: the stored copy holds no names, texts, dates or identifiers, whatever
 * the file brought along. Decodes to the very same pixels. The file must have passed `inspectImage`.
 */
export async function scrubImage(bytes: Buffer): Promise<Buffer> {
  const format = sniffFormat(bytes);
  if (format === 'dicom') return scrubDicom(bytes);
  const { orientation = 1 } = await sharp(bytes).metadata();
  const exif = orientation === 1 ? null : exifOf(orientation);
  return format === 'png' ? scrubPng(bytes, exif) : scrubJpegFile(bytes, exif);
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

function scrubJpegFile(bytes: Buffer, exif: Buffer | null): Buffer {
  if (exif === null) return scrubJpeg(bytes).stream;
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif]);
  return scrubJpeg(bytes, { first: Buffer.concat([Buffer.from([0xff, 0xe1, 0, body.length + 2]), body]) }).stream;
}

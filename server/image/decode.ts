import { type DicomAttributes, type IdentifierHash, readAttributes } from '@/server/dicom/attributes';
import { parseDicom } from '@/server/dicom/parse';
import { displayPixels } from '@/server/dicom/pixels';
import { isLumaFirst, readCells } from '@/server/dicom/readCells';
import { greyFromSamples } from './greyFromSamples';
import type { Radiograph } from './radiograph';
import { decodeRaster, inspectRaster } from './raster';
import { type ImageFormat, sniffFormat } from './sniff';

/** What the door knows of an accepted file. `attributes` is null for PNG and JPEG, which are trusted for pixels only. */
export type ImageInfo = {
  format: ImageFormat;
  height: number;
  width: number;
  /** Bits per sample as stored, 8 to 16. */
  bitDepth: number;
  attributes: DicomAttributes | null;
};

/**
 * Judges a file at the door: kind by content, dimensions, completeness. What passes here decodes later.
 * PNG and JPEG are decoded to the end off the main thread; of a DICOM file the headers are read, the codestream's too,
 * and the pixel data measured. Damage within a codestream shows when it is decoded.
 * Identifiers leave only through `keyedHash`.
 * Errors, all `AppError`: `unsupported-media`, `unsupported-syntax`, `image-dimensions`, `unreadable-image`.
 */
export async function inspectImage(bytes: Buffer, keyedHash: IdentifierHash): Promise<ImageInfo> {
  const format = sniffFormat(bytes);
  if (format !== 'dicom') return { format, ...(await inspectRaster(bytes, format)), attributes: null };
  const { dataSet, format: pixelFormat } = parseDicom(bytes);
  const { height, width, bitsStored } = pixelFormat;
  return { format, height, width, bitDepth: bitsStored, attributes: readAttributes(dataSet, keyedHash) };
}

/**
 * Decodes PNG, JPEG or DICOM to Float32Array [height, width] on 0–255, unrounded, high is bright.
 * How greys come about: `decodeRaster` and `displayPixels`; a colour DICOM becomes its luma, as a colour PNG does.
 * Errors as `inspectImage`, and `unreadable-image` for compressed DICOM pixels, which the door does not decode.
 */
export async function decodeImage(bytes: Buffer): Promise<Radiograph> {
  const format = sniffFormat(bytes);
  if (format !== 'dicom') return decodeRaster(bytes, format);
  const { format: pixelFormat, grey, data } = parseDicom(bytes);
  const { height, width, samples } = pixelFormat;
  const cells = await readCells(data, pixelFormat);
  if (samples === 1) return { height, width, pixels: displayPixels(cells, pixelFormat, grey) };
  if (!isLumaFirst(data, pixelFormat)) return { height, width, pixels: greyFromSamples(cells, samples) };
  return { height, width, pixels: Float32Array.from({ length: height * width }, (_, pixel) => cells[3 * pixel] ?? 0) };
}

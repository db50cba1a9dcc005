import type { DataSet } from 'dicom-parser';
import { type GreyScale, readGreyScale } from './greyScale';
import { requireRadiograph } from './objectKind';
import { openDataSet } from './openDataSet';
import { type PixelFormat, readPixelFormat } from './pixelFormat';

/** A DICOM radiograph whose header is read and judged; the pixels still lie in `dataSet.byteArray`. */
export type ParsedDicom = { dataSet: DataSet; format: PixelFormat; grey: GreyScale };

/**
 * Reads and checks a DICOM file, uncompressed little endian, with or without preamble and header.
 * Cheap: no pixel is touched, but Pixel Data is known to be complete.
 * Errors: `unsupported-syntax`, `unsupported-media`, `image-dimensions`, `unreadable-image`.
 */
export function parseDicom(bytes: Buffer): ParsedDicom {
  const dataSet = openDataSet(bytes);
  requireRadiograph(dataSet);
  return { dataSet, format: readPixelFormat(dataSet), grey: readGreyScale(dataSet) };
}

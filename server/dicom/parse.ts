import type { DataSet } from 'dicom-parser';
import { type GreyScale, readGreyScale } from './greyScale';
import { requireRadiograph } from './objectKind';
import { openDataSet } from './openDataSet';
import { locatePixelData, type PixelData } from './pixelData';
import { type PixelFormat, readPixelFormat } from './pixelFormat';
import type { TransferSyntax } from './transferSyntax';

/** A DICOM radiograph whose header is read and judged; its pixels are not decoded. */
export type ParsedDicom = {
  dataSet: DataSet;
  syntax: TransferSyntax;
  format: PixelFormat;
  grey: GreyScale;
  data: PixelData;
};

/**
 * Reads and checks a DICOM file of any accepted transfer syntax, with or without preamble and header. Cheap: no pixel
 * is decoded, but Pixel Data is known to be complete, and a codestream to be of the size that the header says.
 * Errors: `unsupported-syntax`, `unsupported-media`, `image-dimensions`, `unreadable-image`.
 */
export function parseDicom(bytes: Buffer): ParsedDicom {
  const { dataSet, syntax } = openDataSet(bytes);
  requireRadiograph(dataSet);
  const format = readPixelFormat(dataSet);
  return {
    dataSet,
    syntax,
    format,
    grey: readGreyScale(dataSet, format),
    data: locatePixelData(dataSet, format, syntax),
  };
}

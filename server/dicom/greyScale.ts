import type { DataSet } from 'dicom-parser';
import { AppError } from '@/server/problem/appError';
import { elementDecimal, elementUint16, elementValue, hasItems } from './elements';
import { WINDOW_FUNCTIONS, type Window } from './window';

/** How stored values become grey: modality rescale (C.11.1), window (C.11.2) and the values that are padding. */
export type GreyScale = {
  slope: number;
  intercept: number;
  /** In modality values; null when the file gives none that is usable. */
  window: Window | null;
  /** The file has a VOI LUT Sequence, so its stored values are not meant to be shown as they are. */
  hasVoiLut: boolean;
  /** Stored values from `low` to `high` are padding (C.7.5.1.1.2). */
  padding: { low: number; high: number } | null;
};

/** Window Center and Width, the first of several. A width that the function does not allow counts as no window. */
function readWindow(dataSet: DataSet): Window | null {
  const center = elementDecimal(dataSet, 'x00281050');
  const width = elementDecimal(dataSet, 'x00281051');
  const name = elementValue(dataSet, 'x00281056').toUpperCase() || 'LINEAR';
  const shape = WINDOW_FUNCTIONS.find((candidate) => candidate === name);
  if (center === null || width === null) return null;
  if (!shape) {
    throw new AppError(
      'unsupported-media',
      `DICOM image: unknown VOI LUT Function; accepted: ${WINDOW_FUNCTIONS.join(', ')}`,
    );
  }
  const usable = shape === 'LINEAR' ? width >= 1 : width > 0;
  return usable ? { center, width, shape } : null;
}

/** Pixel Padding Value and its Range Limit have the sign of Pixel Representation. */
function readPadding(dataSet: DataSet): GreyScale['padding'] {
  const signed = elementUint16(dataSet, 'x00280103') === 1;
  const toValue = (raw: number) => (signed && raw >= 0x8000 ? raw - 0x10000 : raw);
  const first = elementUint16(dataSet, 'x00280120');
  if (first === null) return null;
  const value = toValue(first);
  const limit = toValue(elementUint16(dataSet, 'x00280121') ?? first);
  return { low: Math.min(value, limit), high: Math.max(value, limit) };
}

/**
 * Reads rescale, window and padding. A Modality LUT Sequence is refused (`unsupported-media`): no CR or DX
 * for presentation needs one, and ignoring it would show a wrong picture. Slope 0 is `unreadable-image`.
 */
export function readGreyScale(dataSet: DataSet): GreyScale {
  if (hasItems(dataSet, 'x00283000')) {
    throw new AppError(
      'unsupported-media',
      'DICOM image: Modality LUT Sequence; only Rescale Slope and Intercept are accepted',
    );
  }
  const slope = elementDecimal(dataSet, 'x00281053') ?? 1;
  if (slope === 0) throw new AppError('unreadable-image', 'corrupt DICOM file: Rescale Slope is 0');
  return {
    slope,
    intercept: elementDecimal(dataSet, 'x00281052') ?? 0,
    window: readWindow(dataSet),
    hasVoiLut: hasItems(dataSet, 'x00283010'),
    padding: readPadding(dataSet),
  };
}

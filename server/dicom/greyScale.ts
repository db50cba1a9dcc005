import type { DataSet } from 'dicom-parser';
import { corrupt, unsupported } from './corrupt';
import { elementDecimal, elementUint16, elementValue, hasItems } from './elements';
import { type Lut, lookUp, readLut } from './lut';
import type { PixelFormat } from './pixelFormat';
import { WINDOW_FUNCTIONS, type Window } from './window';

/** How stored values become grey: modality LUT (C.11.1), VOI LUT or window (C.11.2), and the values that are padding. */
export type GreyScale = {
  slope: number;
  intercept: number;
  /** Instead of slope and intercept. */
  modalityLut: Lut | null;
  /** In modality values; comes before `window`. */
  voiLut: Lut | null;
  /** In modality values; null when the file gives none that is usable. */
  window: Window | null;
  /** The file has a VOI LUT Sequence, so its stored values are not meant to be shown as they are. */
  hasVoiLut: boolean;
  /** Stored values from `low` to `high` are padding (C.7.5.1.1.2). */
  padding: { low: number; high: number } | null;
};

export const MODALITY_LUT = 'x00283000';
export const VOI_LUT = 'x00283010';

/** Window Center and Width, the first of several. A width that the function does not allow counts as no window. */
function readWindow(dataSet: DataSet): Window | null {
  const center = elementDecimal(dataSet, 'x00281050');
  const width = elementDecimal(dataSet, 'x00281051');
  const name = elementValue(dataSet, 'x00281056').toUpperCase() || 'LINEAR';
  const shape = WINDOW_FUNCTIONS.find((candidate) => candidate === name);
  if (center === null || width === null) return null;
  if (!shape) throw unsupported(`unknown VOI LUT Function; accepted: ${WINDOW_FUNCTIONS.join(', ')}`);
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

/** Smallest stored value: 0, or −2^(bitsStored−1) for signed pixels. */
export function lowest({ bitsStored, signed }: PixelFormat): number {
  return signed ? -(2 ** (bitsStored - 1)) : 0;
}

/** A stored value in modality units (C.11.1). */
export function toModality(value: number, { modalityLut, slope, intercept }: GreyScale): number {
  return modalityLut === null ? value * slope + intercept : lookUp(value, modalityLut);
}

/**
 * Reads modality LUT, VOI LUT, window and padding. A VOI LUT that cannot be used counts as none; a modality LUT that
 * cannot is an error (`unreadable-image`), for without it values mean nothing, and so is a Rescale Slope of 0.
 */
export function readGreyScale(dataSet: DataSet, format: PixelFormat): GreyScale {
  const slope = elementDecimal(dataSet, 'x00281053') ?? 1;
  const intercept = elementDecimal(dataSet, 'x00281052') ?? 0;
  if (slope === 0) throw corrupt('Rescale Slope is 0');
  const start = lowest(format);
  const modalityLut = readLut(dataSet, MODALITY_LUT, start);
  if (modalityLut === null && hasItems(dataSet, MODALITY_LUT)) throw corrupt('the Modality LUT cannot be used');
  const ends = [start, start + 2 ** format.bitsStored - 1].map((value) => value * slope + intercept);
  return {
    slope,
    intercept,
    modalityLut,
    voiLut: readLut(dataSet, VOI_LUT, modalityLut === null ? Math.min(...ends) : 0),
    window: readWindow(dataSet),
    hasVoiLut: hasItems(dataSet, VOI_LUT),
    padding: readPadding(dataSet),
  };
}

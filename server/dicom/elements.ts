import type { DataSet } from 'dicom-parser';

/**
 * Readers that never throw, whatever the file: a missing element, one that is too short, or one that runs past the end
 * of the file is `null` (numbers, bytes) or empty (text). Tags are written as in `x00280010`.
 */
export function elementBytes(dataSet: DataSet, tag: string): Uint8Array | null {
  const element = dataSet.elements[tag];
  if (!element || element.dataOffset + element.length > dataSet.byteArray.length) return null;
  return dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
}

/** First value of an element of VR US, in the byte order of the data set. */
export function elementUint16(dataSet: DataSet, tag: string): number | null {
  return elementUint16s(dataSet, tag, 1)?.[0] ?? null;
}

/** The first values of an element of 16-bit words (US, SS, OW), at most `most`, in the byte order of the data set. */
export function elementUint16s(dataSet: DataSet, tag: string, most: number): Uint16Array | null {
  const bytes = elementBytes(dataSet, tag);
  if (bytes === null) return null;
  const count = Math.min(most, Math.floor(bytes.length / 2));
  return Uint16Array.from({ length: count }, (_, index) => dataSet.byteArrayParser.readUint16(bytes, 2 * index));
}

const UTF8 = 'ISO_IR 192';

/**
 * Whole text of an element without padding. ISO_IR 192 is UTF-8; every other character set is read byte for byte as
 * Latin-1, so that different texts stay different (they are hashed) although they may look wrong.
 */
export function elementText(dataSet: DataSet, tag: string): string {
  const bytes = elementBytes(dataSet, tag);
  if (!bytes) return '';
  const characterSet = Buffer.from(elementBytes(dataSet, 'x00080005') ?? []).toString('latin1');
  return Buffer.from(bytes)
    .toString(characterSet.includes(UTF8) ? 'utf8' : 'latin1')
    .replace(/^[\0 ]+|[\0 ]+$/g, '');
}

/** Value `index` of an element whose values are separated by backslashes; '' when there is none. */
export function elementValue(dataSet: DataSet, tag: string, index = 0): string {
  return elementText(dataSet, tag).split('\\')[index]?.trim() ?? '';
}

/** First value of an element of VR DS or IS; `null` when absent or not a finite decimal number (PS3.5, table 6.2-1). */
export function elementDecimal(dataSet: DataSet, tag: string): number | null {
  const text = elementValue(dataSet, tag);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** Is there a sequence with at least one item? */
export function hasItems(dataSet: DataSet, tag: string): boolean {
  return (dataSet.elements[tag]?.items?.length ?? 0) > 0;
}

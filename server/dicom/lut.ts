import type { DataSet } from 'dicom-parser';
import { elementUint16s } from './elements';

/** A look-up table of the Modality or VOI LUT Sequence (PS3.3 C.11.1.1, C.11.2.1.1). */
export type Lut = {
  /** The input that the first entry is for; lower ones get it too, and those behind the last entry get the last. */
  first: number;
  entries: Uint16Array;
  /** Largest value of an entry: 2^bits − 1. */
  top: number;
};

export const LUT_DESCRIPTOR = 'x00283002';
export const LUT_DATA = 'x00283006';
const MOST_ENTRIES = 65_536;

/** Entries of 8 bits may be packed two to a word, the first in its low byte. */
function unpackBytes(words: Uint16Array, count: number): Uint16Array {
  return Uint16Array.from({ length: count }, (_, index) => ((words[index >> 1] ?? 0) >> (8 * (index % 2))) & 255);
}

/**
 * The first table of a sequence; null when there is none or it cannot be used (entries missing, odd bits).
 * `lowest` is the smallest possible input: the first mapped value has the sign that inputs have, whatever the file's
 * value representation says.
 */
export function readLut(dataSet: DataSet, sequence: string, lowest: number): Lut | null {
  const item = dataSet.elements[sequence]?.items?.[0]?.dataSet;
  if (item === undefined) return null;
  const [count, start, bits] = elementUint16s(item, LUT_DESCRIPTOR, 3) ?? [];
  const words = elementUint16s(item, LUT_DATA, MOST_ENTRIES);
  if (count === undefined || start === undefined || bits === undefined || words === null) return null;
  const length = count || MOST_ENTRIES;
  const isPacked = bits === 8 && words.length === Math.ceil(length / 2) && length > 1;
  const entries = isPacked ? unpackBytes(words, length) : words.subarray(0, length);
  if (bits < 8 || bits > 16 || entries.length < length) return null;
  return { first: start >= 0x8000 && lowest < 0 ? start - 0x10000 : start, entries, top: 2 ** bits - 1 };
}

/** The entry for an input, which is rounded when it is no whole number. */
export function lookUp(value: number, { first, entries }: Lut): number {
  const index = Math.min(entries.length - 1, Math.max(0, Math.round(value) - first));
  return entries[index] ?? 0;
}

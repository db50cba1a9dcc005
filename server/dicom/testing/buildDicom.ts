/** An element to write: `tag` as in `00280010`; a sequence has items, each a list of elements. */
export type TestElement = {
  tag: string;
  vr: string;
  value: string | number | number[] | Uint8Array | TestElement[][];
  /** Write length 0xFFFFFFFF (sequences, Pixel Data). */
  undefinedLength?: boolean;
};

export const EXPLICIT = '1.2.840.10008.1.2.1';
export const IMPLICIT = '1.2.840.10008.1.2';

const LONG_VRS = ['OB', 'OW', 'SQ', 'UN', 'UT'];

const uint16 = (value: number) => Buffer.from([value & 255, (value >> 8) & 255]);

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const tagBytes = (tag: string) =>
  Buffer.concat([uint16(Number.parseInt(tag.slice(0, 4), 16)), uint16(Number.parseInt(tag.slice(4), 16))]);

function valueBytes({ vr, value }: TestElement, explicit: boolean): Buffer {
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  if (value instanceof Uint8Array) return Buffer.from(value);
  const list = typeof value === 'number' ? [value] : value;
  return Buffer.concat(
    list.map((entry) => {
      if (typeof entry === 'number') return vr === 'UL' ? uint32(entry) : uint16(entry);
      const item = Buffer.concat(entry.map((element) => writeElement(element, explicit)));
      return Buffer.concat([tagBytes('fffee000'), uint32(item.length), item]);
    }),
  );
}

/** One element, little endian, padded to even length. */
export function writeElement(element: TestElement, explicit: boolean): Buffer {
  const { tag, vr, undefinedLength = false } = element;
  const raw = valueBytes(element, explicit);
  const padding = Buffer.from(raw.length % 2 === 0 ? '' : vr === 'UI' || vr.startsWith('O') ? '\0' : ' ');
  const value = Buffer.concat([raw, padding]);
  const length = undefinedLength ? 0xffffffff : value.length;
  const end = undefinedLength && vr === 'SQ' ? Buffer.concat([tagBytes('fffee0dd'), uint32(0)]) : Buffer.alloc(0);
  const long = LONG_VRS.includes(vr);
  const head = explicit
    ? [Buffer.from(vr), long ? uint16(0) : Buffer.alloc(0), long ? uint32(length) : uint16(length)]
    : [uint32(length)];
  return Buffer.concat([tagBytes(tag), ...head, value, end]);
}

const byTag = (first: TestElement, second: TestElement) => (first.tag < second.tag ? -1 : 1);

/** A DICOM file for tests: a Part 10 file, or with `start` the header without its preamble or the bare data set. */
export function buildDicom(
  elements: TestElement[],
  { syntax = EXPLICIT, start = 'preamble' }: { syntax?: string; start?: 'preamble' | 'header' | 'bare' } = {},
): Buffer {
  const dataSet = Buffer.concat([...elements].sort(byTag).map((element) => writeElement(element, syntax !== IMPLICIT)));
  if (start === 'bare') return dataSet;
  const syntaxElement = writeElement({ tag: '00020010', vr: 'UI', value: syntax }, true);
  const length = writeElement({ tag: '00020000', vr: 'UL', value: syntaxElement.length }, true);
  const header = Buffer.concat([length, syntaxElement, dataSet]);
  return start === 'header' ? header : Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), header]);
}

/** Stored values as Pixel Data bytes, little endian. */
export function pixelBytes(values: number[], bitsAllocated: number): Uint8Array {
  return bitsAllocated === 8 ? Uint8Array.from(values) : Buffer.concat(values.map(uint16));
}

const DEFAULTS: TestElement[] = [
  { tag: '00080016', vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.1' },
  { tag: '00080060', vr: 'CS', value: 'CR' },
  { tag: '00280002', vr: 'US', value: 1 },
  { tag: '00280004', vr: 'CS', value: 'MONOCHROME2' },
  { tag: '00280010', vr: 'US', value: 16 },
  { tag: '00280011', vr: 'US', value: 16 },
  { tag: '00280100', vr: 'US', value: 8 },
  { tag: '00280101', vr: 'US', value: 8 },
  { tag: '00280102', vr: 'US', value: 7 },
  { tag: '00280103', vr: 'US', value: 0 },
];

/**
 * Elements of a 16 × 16 CR image with `values` as its first pixels and the last of them repeated.
 * `changes` replace elements of the same tag; the tags in `without` are left out.
 */
export function radiographElements(
  values: number[],
  changes: TestElement[] = [],
  without: string[] = [],
): TestElement[] {
  const merged = new Map([...DEFAULTS, ...changes].map((element) => [element.tag, element]));
  const bitsAllocated = Number(merged.get('00280100')?.value ?? 8);
  const filled = Array.from({ length: 256 }, (_, pixel) => values[Math.min(pixel, values.length - 1)] ?? 0);
  const pixels: TestElement = { tag: '7fe00010', vr: 'OW', value: pixelBytes(filled, bitsAllocated) };
  return [...new Map([[pixels.tag, pixels], ...merged]).values()].filter(({ tag }) => !without.includes(tag));
}

/** Changes that make the image `stored` bits in 16, with High Bit at the top of them. */
export function sixteenBits(stored: number, signed = false, highBit = stored - 1): TestElement[] {
  return [
    { tag: '00280100', vr: 'US', value: 16 },
    { tag: '00280101', vr: 'US', value: stored },
    { tag: '00280102', vr: 'US', value: highBit },
    { tag: '00280103', vr: 'US', value: signed ? 1 : 0 },
  ];
}

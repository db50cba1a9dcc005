import type { DataSet } from 'dicom-parser';
import { elementBytes, elementDecimal, elementText, elementUint16, elementValue } from './elements';
import { headerFor } from './openDataSet';
import { parseDicom } from './parse';
import { IMPLICIT_LITTLE_ENDIAN } from './transferSyntax';

type Kind = 'code' | 'uid' | 'uint16' | 'number';

/**
 * What the picture is made from, and nothing that names or dates anybody (PS3.3 C.7.6.3, C.11.1, C.11.2). Each value
 * is written anew from what its kind can hold, since any element can carry text behind or instead of its value.
 */
const PICTURE: Record<string, Kind> = {
  x00080016: 'uid', // SOP Class UID
  x00080060: 'code', // Modality
  x00280002: 'uint16', // Samples per Pixel
  x00280004: 'code', // Photometric Interpretation
  x00280008: 'number', // Number of Frames
  x00280010: 'uint16', // Rows
  x00280011: 'uint16', // Columns
  x00280100: 'uint16', // Bits Allocated
  x00280101: 'uint16', // Bits Stored
  x00280102: 'uint16', // High Bit
  x00280103: 'uint16', // Pixel Representation
  x00280120: 'uint16', // Pixel Padding Value
  x00280121: 'uint16', // Pixel Padding Range Limit
  x00281050: 'number', // Window Center
  x00281051: 'number', // Window Width
  x00281052: 'number', // Rescale Intercept
  x00281053: 'number', // Rescale Slope
  x00281056: 'code', // VOI LUT Function
};

const VOI_LUT = 'x00283010';
const PIXEL_DATA = 'x7fe00010';

/** Value representations whose length takes four bytes (PS3.5 7.1.2), of those that are written. */
const LONG = new Set(['OB', 'OW', 'SQ']);

/**
 * The same picture in a file that holds nothing else: no names, dates, identifiers, private or unknown elements.
 * Decodes to the very same pixels; doing it again changes nothing.
 * Errors as `parseDicom`.
 */
export function scrubDicom(bytes: Buffer): Buffer {
  const { dataSet, format } = parseDicom(bytes);
  const syntax = elementText(dataSet, 'x00020010');
  const write = writer(syntax !== IMPLICIT_LITTLE_ENDIAN);
  const values = Object.entries(PICTURE).map(([tag, kind]) =>
    write(tag, vrOf(dataSet, tag, kind), valueOfKind(dataSet, tag, kind)),
  );
  const length = format.height * format.width * (format.bitsAllocated / 8);
  const pixels = elementBytes(dataSet, PIXEL_DATA)?.subarray(0, length) ?? null;
  const pixelVr = dataSet.elements[PIXEL_DATA]?.vr === 'OB' ? 'OB' : 'OW';
  return Buffer.concat([
    headerFor(syntax),
    ...values,
    write(VOI_LUT, 'SQ', lutItems(dataSet, write)),
    write(PIXEL_DATA, pixelVr, pixels),
  ]);
}

/** The value as its kind holds it; null when there is none, which the readers take as they took the original. */
function valueOfKind(dataSet: DataSet, tag: string, kind: Kind): Buffer | null {
  if (kind === 'uint16') {
    const bytes = elementBytes(dataSet, tag);
    return bytes === null || bytes.length < 2 ? null : Buffer.from(bytes.subarray(0, 2));
  }
  const text = elementValue(dataSet, tag);
  if (kind === 'number') return elementDecimal(dataSet, tag) === null ? null : Buffer.from(text, 'latin1');
  const pattern = kind === 'uid' ? /^[0-9.]{1,64}$/ : /^[A-Z0-9_ ]{1,16}$/;
  return pattern.test(text) ? Buffer.from(text, 'latin1') : null;
}

function vrOf(dataSet: DataSet, tag: string, kind: Kind): string {
  if (kind === 'uint16') return dataSet.elements[tag]?.vr === 'SS' ? 'SS' : 'US';
  if (kind === 'number') return tag === 'x00280008' ? 'IS' : 'DS';
  return kind === 'uid' ? 'UI' : 'CS';
}

/** Descriptor and data of each table; the explanation is free text. */
function lutItems(dataSet: DataSet, write: Write): Buffer | null {
  const items = dataSet.elements[VOI_LUT]?.items;
  if (items === undefined) return null;
  const written = items.map(({ dataSet: item }) => {
    const descriptor = item ? elementBytes(item, 'x00283002') : null;
    const data = item ? elementBytes(item, 'x00283006') : null;
    // 0 stands for 65,536 entries (PS3.3 C.11.2.1.1).
    const entries = item ? elementUint16(item, 'x00283002') || 65_536 : 0;
    return Buffer.concat([
      write('x00283002', 'US', descriptor?.subarray(0, 6) ?? null),
      write('x00283006', 'OW', data?.subarray(0, 2 * entries) ?? null),
    ]);
  });
  return Buffer.concat(written.flatMap((item) => [Buffer.from([0xfe, 0xff, 0x00, 0xe0]), uint32(item.length), item]));
}

type Write = (tag: string, vr: string, value: Uint8Array | null) => Buffer;

/** Writes one element, padded to even length; nothing for null. */
const writer =
  (explicit: boolean): Write =>
  (tag, vr, value) => {
    if (value === null) return Buffer.alloc(0);
    const padding = value.length % 2 === 0 ? [] : [vr === 'UI' || vr.startsWith('O') ? 0 : 0x20];
    const padded = Buffer.concat([value, Buffer.from(padding)]);
    const head = Buffer.alloc(4);
    head.writeUInt16LE(Number.parseInt(tag.slice(1, 5), 16), 0);
    head.writeUInt16LE(Number.parseInt(tag.slice(5), 16), 2);
    if (!explicit) return Buffer.concat([head, uint32(padded.length), padded]);
    const long = Buffer.concat([Buffer.alloc(2), uint32(padded.length)]);
    return Buffer.concat([
      head,
      Buffer.from(vr, 'latin1'),
      LONG.has(vr) ? long : uint32(padded.length).subarray(0, 2),
      padded,
    ]);
  };

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

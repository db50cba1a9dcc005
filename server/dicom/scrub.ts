import type { DataSet, Element } from 'dicom-parser';
import { elementText } from './elements';
import { headerFor } from './openDataSet';
import { parseDicom } from './parse';
import { IMPLICIT_LITTLE_ENDIAN } from './transferSyntax';

/** What the picture is made from, and nothing that names or dates anybody (PS3.3 C.7.6.3, C.11.1, C.11.2). */
const PICTURE = [
  'x00080016', // SOP Class UID
  'x00080060', // Modality
  'x00280002', // Samples per Pixel
  'x00280004', // Photometric Interpretation
  'x00280008', // Number of Frames
  'x00280010', // Rows
  'x00280011', // Columns
  'x00280100', // Bits Allocated
  'x00280101', // Bits Stored
  'x00280102', // High Bit
  'x00280103', // Pixel Representation
  'x00280120', // Pixel Padding Value
  'x00280121', // Pixel Padding Range Limit
  'x00281050', // Window Center
  'x00281051', // Window Width
  'x00281052', // Rescale Intercept
  'x00281053', // Rescale Slope
  'x00281056', // VOI LUT Function
  'x00283010', // VOI LUT Sequence, without its explanations
  'x7fe00010', // Pixel Data
];

/** Inside a VOI LUT item: descriptor and data; the explanation is free text. */
const LUT = ['x00283002', 'x00283006'];

/** Value representations whose length takes four bytes (PS3.5 7.1.2). */
const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);

/**
 * The same picture in a file that holds nothing else: no names, dates, identifiers, private or unknown elements.
 * Decodes to the very same pixels; doing it again changes nothing.
 * Errors as `parseDicom`.
 */
export function scrubDicom(bytes: Buffer): Buffer {
  const { dataSet } = parseDicom(bytes);
  const syntax = elementText(dataSet, 'x00020010');
  return Buffer.concat([headerFor(syntax), ...copied(dataSet, PICTURE, syntax !== IMPLICIT_LITTLE_ENDIAN)]);
}

function copied(dataSet: DataSet, tags: string[], explicit: boolean): Buffer[] {
  return tags.flatMap((tag) => {
    const element = dataSet.elements[tag];
    return element === undefined ? [] : [written(element, bytesOf(dataSet, element, explicit), explicit)];
  });
}

function bytesOf(dataSet: DataSet, element: Element, explicit: boolean): Buffer {
  if (element.tag !== 'x00283010') {
    const value = Buffer.from(dataSet.byteArray).subarray(element.dataOffset, element.dataOffset + element.length);
    return value.length % 2 === 0 ? value : Buffer.concat([value, Buffer.alloc(1)]);
  }
  const items = (element.items ?? []).map((item) =>
    Buffer.concat(item.dataSet ? copied(item.dataSet, LUT, explicit) : []),
  );
  return Buffer.concat(items.flatMap((item) => [Buffer.from([0xfe, 0xff, 0x00, 0xe0]), uint32(item.length), item]));
}

function written({ tag, vr = 'UN' }: Element, value: Buffer, explicit: boolean): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(Number.parseInt(tag.slice(1, 5), 16), 0);
  head.writeUInt16LE(Number.parseInt(tag.slice(5), 16), 2);
  if (!explicit) return Buffer.concat([head, uint32(value.length), value]);
  const length = LONG.has(vr)
    ? Buffer.concat([Buffer.alloc(2), uint32(value.length)])
    : uint32(value.length).subarray(0, 2);
  return Buffer.concat([head, Buffer.from(vr, 'latin1'), length, value]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

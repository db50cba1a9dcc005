import type { DataSet } from 'dicom-parser';
import { elementDecimal, elementUint16, elementUint16s, elementValue } from './elements';
import { writeFragments } from './encapsulated';
import { MODALITY_LUT, VOI_LUT } from './greyScale';
import { LUT_DATA, LUT_DESCRIPTOR } from './lut';
import { headerFor } from './openDataSet';
import { parseDicom } from './parse';
import type { PixelData } from './pixelData';
import { EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN, type TransferSyntax } from './transferSyntax';
import { type Write, writer, writeSequence } from './writeElement';

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
  x00280006: 'uint16', // Planar Configuration
  x00280008: 'number', // Number of Frames
  x00280010: 'uint16', // Rows
  x00280011: 'uint16', // Columns
  x00280100: 'uint16', // Bits Allocated
  x00280101: 'uint16', // Bits Stored
  x00280102: 'uint16', // High Bit
  x00280103: 'uint16', // Pixel Representation
  x00280120: 'uint16', // Pixel Padding Value
  x00280121: 'uint16', // Pixel Padding Range Limit
  x00280301: 'code', // Burned In Annotation
  x00281050: 'number', // Window Center
  x00281051: 'number', // Window Width
  x00281052: 'number', // Rescale Intercept
  x00281053: 'number', // Rescale Slope
  x00281056: 'code', // VOI LUT Function
};

const PIXEL_DATA = 'x7fe00010';

/**
 * The same picture in a file that holds nothing else: no names, dates, identifiers, private or unknown elements, and
 * in a codestream no comments. Decodes to the very same pixels; doing it again changes nothing. Codestreams stay as
 * they are but for that; what was big endian or deflated becomes explicit little endian, which any reader reads.
 * Errors as `parseDicom`.
 */
export function scrubDicom(bytes: Buffer): Buffer {
  const { dataSet, syntax, data } = parseDicom(bytes);
  const uid = storedSyntax(syntax);
  const write = writer(uid !== IMPLICIT_LITTLE_ENDIAN);
  const elements: [string, Buffer][] = Object.entries(PICTURE).map(([tag, kind]) => [
    tag,
    write(tag, vrOf(dataSet, tag, kind), valueOfKind(dataSet, tag, kind)),
  ]);
  for (const tag of [MODALITY_LUT, VOI_LUT]) elements.push([tag, write(tag, 'SQ', lutItems(dataSet, tag, write))]);
  const inOrder = elements.sort(([first], [second]) => (first < second ? -1 : 1)).map(([, element]) => element);
  return Buffer.concat([headerFor(uid), ...inOrder, pixelElement(data, write)]);
}

function storedSyntax({ uid, encapsulated, coding }: TransferSyntax): string {
  const isKept = uid === IMPLICIT_LITTLE_ENDIAN || (encapsulated && coding !== 'native');
  return isKept ? uid : EXPLICIT_LITTLE_ENDIAN;
}

function pixelElement(data: PixelData, write: Write): Buffer {
  if (data.coding === 'native') return write(PIXEL_DATA, data.isWords ? 'OW' : 'OB', data.bytes);
  const head = write(PIXEL_DATA, 'OB', Buffer.alloc(0));
  head.writeUInt32LE(0xffffffff, head.length - 4);
  return Buffer.concat([head, writeFragments(data.stream)]);
}

function words(values: Uint16Array | null): Buffer | null {
  if (values === null || values.length === 0) return null;
  const bytes = Buffer.alloc(2 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, 2 * index);
  return bytes;
}

/** The value as its kind holds it; null when there is none, which the readers take as they took the original. */
function valueOfKind(dataSet: DataSet, tag: string, kind: Kind): Buffer | null {
  if (kind === 'uint16') return words(elementUint16s(dataSet, tag, 1));
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

/** Descriptor and data of the first table, which is the one in use; the explanation is free text. */
function lutItems(dataSet: DataSet, sequence: string, write: Write): Buffer | null {
  const items = dataSet.elements[sequence]?.items;
  if (items === undefined) return null;
  const first = items.slice(0, 1).map(({ dataSet: item }) => {
    // 0 stands for 65,536 entries (PS3.3 C.11.2.1.1).
    const entries = item ? elementUint16(item, LUT_DESCRIPTOR) || 65_536 : 0;
    return Buffer.concat([
      write(LUT_DESCRIPTOR, 'US', item ? words(elementUint16s(item, LUT_DESCRIPTOR, 3)) : null),
      write(LUT_DATA, 'OW', item ? words(elementUint16s(item, LUT_DATA, entries)) : null),
    ]);
  });
  return writeSequence(first);
}

import type { Draws } from './draws';
import { mutateBytes, ODD_NUMBERS } from './mutateBytes';

/** One element as its parts are written: explicit, little endian (PS3.5 7.1.2). */
type Element = { tag: number; vr: string; value: Buffer; length?: number };

const HEADER = 132;
const LONG_VRS = ['OB', 'OW', 'OF', 'SQ', 'UN', 'UT', 'OD', 'OL', 'UC', 'UR'];
const VRS = [...LONG_VRS, 'US', 'UL', 'UI', 'CS', 'DS', 'IS', 'PN', 'LO', 'SH', 'DA', 'TM', 'AT', 'SS', '??', '\0\0'];
const UNDEFINED = 0xffffffff;
const ITEM = 0xe000fffe;

const SYNTAXES = [
  '',
  '.1',
  '.1.98',
  '.1.99',
  '.2',
  '.4.50',
  '.4.51',
  '.4.57',
  '.4.70',
  '.4.80',
  '.4.90',
  '.4.91',
  '.5',
].map((end) => `1.2.840.10008.1.2${end}`);

/** Elements of the pixel module that decide sizes: rows, columns, samples, bits, frames, padding. */
const SIZES = [0x00100028, 0x00110028, 0x00020028, 0x01000028, 0x01010028, 0x01020028, 0x01030028, 0x00060028];

/**
 * Changes a DICOM file element by element: false lengths and value representations, undefined lengths, nesting,
 * another transfer syntax, other sizes; files whose elements are not explicit little endian only as bytes.
 */
export function mutateDicom(bytes: Buffer, draws: Draws, other: Buffer): Buffer {
  const elements = readElements(bytes);
  if (elements.length < 5 || draws.chance(0.2)) return mutateBytes(bytes, draws, other);
  for (let round = draws.below(3); round >= 0; round -= 1) change(elements, draws);
  return Buffer.concat([bytes.subarray(0, HEADER), ...elements.map((element) => write(element))]);
}

function change(elements: Element[], draws: Draws): void {
  const at = draws.below(elements.length);
  const element = elements[at];
  if (element === undefined) return;
  const size = draws.pick(SIZES);
  const sized = elements.find(({ tag }) => tag === size);
  const actions = [
    () => {
      element.value = mutateBytes(element.value, draws);
    },
    () => {
      element.vr = draws.pick(VRS);
    },
    () => {
      element.length = draws.pick([...ODD_NUMBERS, UNDEFINED, element.value.length + 2]);
    },
    () => {
      element.length = UNDEFINED;
    },
    () => void elements.splice(at, 1),
    () => void elements.splice(draws.below(elements.length), 0, element),
    () => void elements.splice(at, 0, nested(draws)),
    () => {
      element.tag = elements[draws.below(elements.length)]?.tag ?? element.tag;
    },
    () => setSyntax(elements, draws),
    () => {
      if (sized !== undefined) sized.value = word(draws.pick(ODD_NUMBERS) % 65_536);
    },
    () => {
      const last = elements.at(-1);
      if (last !== undefined) last.value = mutateBytes(last.value, draws);
    },
  ];
  draws.pick(actions)();
}

function setSyntax(elements: Element[], draws: Draws): void {
  const syntax = elements.find(({ tag }) => tag === 0x00100002);
  if (syntax === undefined) return;
  const uid = draws.pick(SYNTAXES);
  syntax.value = Buffer.from(uid.length % 2 === 0 ? uid : `${uid}\0`, 'latin1');
}

/** Sequences in sequences, each of undefined length, to a depth at which parsers that call themselves give up. */
function nested(draws: Draws): Element {
  const depth = draws.pick([1, 3, 40, 2_000]);
  const item = Buffer.alloc(8);
  item.writeUInt32LE(ITEM);
  item.writeUInt32LE(UNDEFINED, 4);
  const opening = Buffer.concat([
    item,
    write({ tag: 0x00820028, vr: 'SQ', value: Buffer.alloc(0), length: UNDEFINED }),
  ]);
  return {
    tag: 0x00820028,
    vr: 'SQ',
    value: Buffer.concat(Array.from({ length: depth }, () => opening)),
    length: UNDEFINED,
  };
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function write({ tag, vr, value, length = value.length }: Element): Buffer {
  const isLong = LONG_VRS.includes(vr);
  const head = Buffer.alloc(isLong ? 12 : 8);
  head.writeUInt32LE(tag);
  head.write(vr, 4, 2, 'latin1');
  if (isLong) head.writeUInt32LE(length >>> 0, 8);
  else head.writeUInt16LE(length & 0xffff, 6);
  return Buffer.concat([head, value]);
}

/** Elements as far as they can be followed; Pixel Data of undefined length is the rest of the file. */
function readElements(bytes: Buffer): Element[] {
  const elements: Element[] = [];
  for (let at = HEADER; at + 8 <= bytes.length; ) {
    const vr = bytes.toString('latin1', at + 4, at + 6);
    if (!/^[A-Z]{2}$/.test(vr) || (LONG_VRS.includes(vr) && at + 12 > bytes.length)) return elements;
    const isLong = LONG_VRS.includes(vr);
    const start = at + (isLong ? 12 : 8);
    const length = isLong ? bytes.readUInt32LE(at + 8) : bytes.readUInt16LE(at + 6);
    const tag = bytes.readUInt32LE(at);
    const isOpen = length === UNDEFINED;
    const end = isOpen ? bytes.length : start + length;
    elements.push({ tag, vr, value: bytes.subarray(start, end), ...(isOpen && { length }) });
    at = end;
  }
  return elements;
}

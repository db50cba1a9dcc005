import { readVarint, type WireBudget, type WireField, wireFields } from './wire';

/** A file beside the graph's own, by the name that the graph gives it. */
export type DataFile = { name: string; bytes: Uint8Array };

/** A part of a data file that a tensor says it is. */
export type DataClaim = { tensor: string; file: DataFile; offset: number; length: number };

// Field numbers of TensorProto (onnx.proto3).
export const TENSOR = { dims: 1, dataType: 2, name: 8, rawData: 9, externalData: 13, dataLocation: 14 } as const;

/** Bits of an element by TensorProto.DataType; strings have none, and are not kept outside. */
const BITS = new Map([
  ...[1, 6, 12].map((type) => [type, 32] as const),
  ...[2, 3, 9, 17, 18, 19, 20, 24].map((type) => [type, 8] as const),
  ...[4, 5, 10, 16].map((type) => [type, 16] as const),
  ...[7, 11, 13, 14].map((type) => [type, 64] as const),
  ...[21, 22, 23].map((type) => [type, 4] as const),
  [15, 128],
]);

const EXTERNAL = 1;
const SHOWN = 100;
const text = new TextDecoder();

type Read = { name: string; dims: number[]; dataType: number; location: number; entries: Map<string, string> };

/**
 * The part of a data file that the TensorProto in `bytes` from `from` to `end` names; null for one with its values in
 * the graph's own file.
 * @throws RangeError for a file that is not there, a part that is not in it, or one that is not the tensor's size
 */
export function dataClaim(
  bytes: Uint8Array,
  [from, end]: readonly [number, number],
  files: ReadonlyMap<string, DataFile>,
  budget: WireBudget,
): DataClaim | null {
  const { name, dims, dataType, location, entries } = readTensor(bytes, from, end, budget);
  if (location !== EXTERNAL && entries.size === 0) return null;
  const tensor = name.slice(0, SHOWN);
  const named = plainName(entries.get('location') ?? '');
  if (named === null) throw new RangeError(`tensor "${tensor}" names no file inside the model's folder`);
  const file = files.get(named);
  if (file === undefined) throw new MissingFile(named);
  const offset = wholeNumber(tensor, 'offset', entries.get('offset') ?? '0');
  const size = sizeOf(tensor, dims, dataType);
  const length = entries.has('length') ? wholeNumber(tensor, 'length', entries.get('length') ?? '') : size;
  if (length !== size) throw new RangeError(`tensor "${tensor}" takes ${size} bytes and claims ${length}`);
  if (offset + length > file.bytes.length) {
    const shown = named.slice(0, SHOWN);
    throw new RangeError(
      `tensor "${tensor}" ends at byte ${offset + length} of "${shown}", which has ${file.bytes.length}`,
    );
  }
  return { tensor, file, offset, length };
}

/** A data file that was not sent. */
export class MissingFile extends RangeError {
  readonly file: string;

  constructor(file: string) {
    super(`the graph names the file "${file.slice(0, SHOWN)}", which was not sent`);
    this.file = file;
  }
}

/** A relative name without `./`; null for one that is absolute, leads out of its folder, or is no name. */
export function plainName(name: string): string | null {
  const plain = name.replace(/^(\.\/)+/, '');
  const parts = plain.split('/');
  const isPlain = parts.every((part) => part !== '' && part !== '.' && part !== '..');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not be in a name.
  return isPlain && plain.length <= 255 && !/[\\:\u0000-\u001f]/.test(plain) ? plain : null;
}

function readTensor(bytes: Uint8Array, from: number, end: number, budget: WireBudget): Read {
  const read: Read = { name: '', dims: [], dataType: 0, location: 0, entries: new Map() };
  for (const field of wireFields(bytes, from, end, budget)) {
    const { number, type, content } = field;
    if (number === TENSOR.dims) read.dims.push(...numbersOf(bytes, field));
    else if (number === TENSOR.dataType && type === 0) read.dataType = readVarint(bytes, content, end)[0];
    else if (number === TENSOR.dataLocation && type === 0) read.location = readVarint(bytes, content, end)[0];
    else if (number === TENSOR.name && type === 2) read.name = stringOf(bytes, field);
    else if (number === TENSOR.externalData && type === 2) {
      const [key = '', value = ''] = entryOf(bytes, field, budget);
      read.entries.set(key, value);
    }
  }
  return read;
}

const MOST_DIMS = 32;

/** Packed or one by one. */
function numbersOf(bytes: Uint8Array, { type, content, end }: WireField): number[] {
  const numbers: number[] = [];
  for (let at = content; at < end && (type === 0 || type === 2) && numbers.length <= MOST_DIMS; ) {
    const [value, next] = readVarint(bytes, at, end);
    numbers.push(value);
    at = next;
  }
  return numbers;
}

/** Names may be long; what is needed of them is their beginning. */
const stringOf = (bytes: Uint8Array, { content, end }: WireField): string =>
  text.decode(bytes.subarray(content, Math.min(end, content + 1_024)));

/** Key and value of a StringStringEntryProto. */
function entryOf(bytes: Uint8Array, { content, end }: WireField, budget: WireBudget): string[] {
  const entry: string[] = [];
  for (const field of wireFields(bytes, content, end, budget)) {
    if (field.type === 2 && (field.number === 1 || field.number === 2))
      entry[field.number - 1] = stringOf(bytes, field);
  }
  return entry;
}

function wholeNumber(tensor: string, what: string, value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new RangeError(`tensor "${tensor}" has a ${what} that is no whole number`);
  return Number(value);
}

function sizeOf(tensor: string, dims: number[], dataType: number): number {
  const bits = BITS.get(dataType);
  if (bits === undefined) throw new RangeError(`tensor "${tensor}" is of type ${dataType}, which is not kept outside`);
  const count = dims.reduce((product, dim) => product * dim, 1);
  if (dims.length > MOST_DIMS || !Number.isSafeInteger(count * bits))
    throw new RangeError(`tensor "${tensor}" has dimensions beyond any size`);
  return Math.ceil((count * bits) / 8);
}

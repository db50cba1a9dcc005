/** One field of a protobuf message: its number, wire type, where it starts and ends, and where its content starts. */
export type WireField = { number: number; type: number; start: number; content: number; end: number };

/** Fields of one file, at most: real graphs have some hundred thousand. */
const MOST_FIELDS = 20_000_000;

/** Counts what was walked over, so that a file of nothing but fields comes to an end. */
export type WireBudget = { fields: number };

const broken = () => new RangeError('the file is not an ONNX model, or is truncated or damaged');

/** A varint as `[value, next]`; of one over 2^53 the value is not exact. */
export function readVarint(bytes: Uint8Array, from: number, end: number): [value: number, next: number] {
  let value = 0;
  for (let at = from, scale = 1; at < end && at < from + 10; at += 1, scale *= 128) {
    const byte = bytes[at] ?? 0;
    value += (byte & 127) * scale;
    if (byte < 128) return [value, at + 1];
  }
  throw broken();
}

/** A number as a varint. */
export function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return Uint8Array.from([...bytes, rest]);
}

/**
 * Walks over the fields of a message that lies in `bytes` from `from` to `end`, without copying or decoding anything
 * (protobuf encoding, wire types 0, 1, 2 and 5).
 * @throws RangeError where it does not read as a message
 */
export function* wireFields(bytes: Uint8Array, from: number, end: number, budget: WireBudget): Generator<WireField> {
  for (let at = from; at < end; ) {
    budget.fields += 1;
    if (budget.fields > MOST_FIELDS) throw new RangeError(`the file has more than ${MOST_FIELDS} fields`);
    const [tag, content] = readVarint(bytes, at, end);
    const type = tag % 8;
    const field = { number: Math.floor(tag / 8), type, start: at };
    at = ending(bytes, type, content, end);
    if (at > end || field.number === 0) throw broken();
    yield { ...field, content: type === 2 ? readVarint(bytes, content, end)[1] : content, end: at };
  }
}

function ending(bytes: Uint8Array, type: number, content: number, end: number): number {
  if (type === 0) return readVarint(bytes, content, end)[1];
  if (type === 1) return content + 8;
  if (type === 5) return content + 4;
  if (type !== 2) throw broken();
  const [length, start] = readVarint(bytes, content, end);
  return start + length;
}

import { varint } from '@/server/onnx/wire';
import type { Draws } from './draws';
import { mutateBytes, ODD_NUMBERS } from './mutateBytes';

/** A field as it is on the wire: number and type in `tag`, then a number or bytes (protobuf encoding). */
type Field = { tag: number; number: number | null; bytes: Buffer | null };

const MOST_DEPTH = 6;

/**
 * Changes a protobuf message field by field, also inside of nested messages, whose lengths are mended on the way out;
 * what does not read as a message is changed as bytes.
 */
export function mutateProtobuf(bytes: Buffer, draws: Draws, depth = 0): Buffer {
  const fields = readFields(bytes);
  if (fields === null || fields.length === 0) return mutateBytes(bytes, draws);
  const at = draws.below(fields.length);
  const field = fields[at];
  if (field === undefined) return bytes;
  const inner = field.bytes;
  if (inner !== null && depth < MOST_DEPTH && draws.chance(0.7)) field.bytes = mutateProtobuf(inner, draws, depth + 1);
  else changeField(fields, field, at, draws);
  return Buffer.concat(fields.map((kept) => writeField(kept, draws)));
}

function changeField(fields: Field[], field: Field, at: number, draws: Draws): void {
  const actions = [
    () => void fields.splice(at, 1),
    () => void fields.splice(draws.below(fields.length), 0, field),
    () => {
      field.tag = (draws.below(24) << 3) | (field.tag & 7);
    },
    () => {
      field.tag = (field.tag & ~7) | draws.pick([0, 1, 2, 5, 3, 7]);
    },
    () => {
      if (field.number !== null) field.number = draws.pick(ODD_NUMBERS);
      else if (field.bytes !== null) field.bytes = mutateBytes(field.bytes, draws);
    },
    () => {
      for (let times = draws.pick([2, 50, 1_000]); times > 0; times -= 1) fields.push(field);
    },
  ];
  draws.pick(actions)();
}

/** `[value, next]`; null past the end or over 2^53. */
function readVarint(bytes: Buffer, from: number): [number, number] | null {
  let value = 0;
  for (let at = from, scale = 1; at < bytes.length && scale < 2 ** 49; at += 1, scale *= 128) {
    const byte = bytes[at] ?? 0;
    value += (byte & 127) * scale;
    if (byte < 128) return [value, at + 1];
  }
  return null;
}

function readFields(bytes: Buffer): Field[] | null {
  const fields: Field[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = readVarint(bytes, at);
    if (tag === null || tag[0] < 8) return null;
    const type = tag[0] & 7;
    if (type === 0) {
      const number = readVarint(bytes, tag[1]);
      if (number === null) return null;
      fields.push({ tag: tag[0], number: number[0], bytes: null });
      at = number[1];
      continue;
    }
    const length = type === 2 ? readVarint(bytes, tag[1]) : ([type === 1 ? 8 : 4, tag[1]] as const);
    if (length === null || ![1, 2, 5].includes(type) || length[1] + length[0] > bytes.length) return null;
    fields.push({ tag: tag[0], number: null, bytes: bytes.subarray(length[1], length[1] + length[0]) });
    at = length[1] + length[0];
  }
  return fields;
}

function writeField({ tag, number, bytes }: Field, draws: Draws): Buffer {
  if (number !== null) return Buffer.concat([varint(tag), varint(number)]);
  const value = bytes ?? Buffer.alloc(0);
  if ((tag & 7) !== 2) return Buffer.concat([varint(tag), value]);
  const length = draws.chance(0.002) ? draws.pick(ODD_NUMBERS) : value.length;
  return Buffer.concat([varint(tag), varint(length), value]);
}

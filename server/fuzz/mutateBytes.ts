import type { Draws } from './draws';

/** Numbers at which lengths, signs and sizes of words change. */
export const ODD_NUMBERS = [
  0, 1, 2, 3, 4, 7, 8, 15, 16, 127, 128, 255, 256, 4_095, 8_192, 8_193, 32_767, 32_768, 65_535, 65_536, 1_000_000,
  16_777_215, 16_777_216, 64_000_001, 2_147_483_647, 2_147_483_648, 4_294_967_294, 4_294_967_295,
];

type Operation = (bytes: Buffer, draws: Draws, other: Buffer) => Buffer;

const OPERATIONS: readonly Operation[] = [
  flipBits,
  flipBits,
  overwrite,
  lieInWord,
  lieInWord,
  truncate,
  remove,
  insert,
  repeat,
  splice,
];

/** One to four random changes: flipped bits, false words, cuts, insertions, repetitions, pieces of `other`. */
export function mutateBytes(bytes: Buffer, draws: Draws, other: Buffer = bytes): Buffer {
  let changed: Buffer = Buffer.from(bytes);
  for (let round = draws.below(4); round >= 0; round -= 1) changed = draws.pick(OPERATIONS)(changed, draws, other);
  return changed;
}

/** Mostly near the beginning, where headers are. */
function place(bytes: Buffer, draws: Draws): number {
  const within = draws.chance(0.6) ? Math.min(bytes.length, 512) : bytes.length;
  return draws.below(within);
}

function flipBits(bytes: Buffer, draws: Draws): Buffer {
  for (let count = draws.below(8); count >= 0 && bytes.length > 0; count -= 1) {
    const at = place(bytes, draws);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << draws.below(8));
  }
  return bytes;
}

function overwrite(bytes: Buffer, draws: Draws): Buffer {
  const at = place(bytes, draws);
  const length = Math.min(bytes.length - at, draws.below(64));
  if (draws.chance(0.5)) bytes.fill(draws.pick([0, 0xff, 0x20, 0x41]), at, at + length);
  else bytes.set(draws.bytes(length), at);
  return bytes;
}

function lieInWord(bytes: Buffer, draws: Draws): Buffer {
  const at = place(bytes, draws);
  const value = draws.pick(ODD_NUMBERS);
  const size = draws.pick([1, 2, 4]);
  if (at + size > bytes.length) return bytes;
  const cut = value % 2 ** (8 * size);
  if (draws.chance(0.5)) bytes.writeUIntLE(cut, at, size);
  else bytes.writeUIntBE(cut, at, size);
  return bytes;
}

function truncate(bytes: Buffer, draws: Draws): Buffer {
  return bytes.subarray(0, draws.below(bytes.length + 1));
}

function remove(bytes: Buffer, draws: Draws): Buffer {
  const at = place(bytes, draws);
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + draws.below(32))]);
}

function insert(bytes: Buffer, draws: Draws): Buffer {
  const at = place(bytes, draws);
  return Buffer.concat([bytes.subarray(0, at), draws.bytes(1 + draws.below(32)), bytes.subarray(at)]);
}

function repeat(bytes: Buffer, draws: Draws): Buffer {
  const at = place(bytes, draws);
  const piece = bytes.subarray(at, at + 1 + draws.below(256));
  const times = draws.pick([1, 2, 8, 200]);
  return Buffer.concat([bytes.subarray(0, at), ...Array.from({ length: times }, () => piece), bytes.subarray(at)]);
}

function splice(bytes: Buffer, draws: Draws, other: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, place(bytes, draws)), other.subarray(place(other, draws))]);
}

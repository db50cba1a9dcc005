import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFragments, writeFragments } from './encapsulated';

const item = (bytes: number[], tag = 0xe000fffe, length = bytes.length): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(tag, 0);
  head.writeUInt32LE(length, 4);
  return Buffer.concat([head, Buffer.from(bytes)]);
};
const END = item([], 0xe0ddfffe);
const NO_OFFSETS = item([]);
const join = (...items: Buffer[]) => Buffer.concat(items);

test('fragments of a frame are joined, with or without an offset table', () => {
  assert.deepEqual([...readFragments(join(NO_OFFSETS, item([1, 2]), item([3, 4]), END), 0)], [1, 2, 3, 4]);
  assert.deepEqual([...readFragments(join(item([0, 0, 0, 0]), item([1, 2]), END), 0)], [1, 2]);
  assert.deepEqual(
    [...readFragments(join(Buffer.alloc(5), NO_OFFSETS, item([7, 8]), END, Buffer.alloc(9)), 5)],
    [7, 8],
  );
});

test('what is written is read again, padded to even', () => {
  assert.deepEqual([...readFragments(writeFragments(Uint8Array.of(1, 2, 3)), 0)], [1, 2, 3, 0]);
  assert.deepEqual([...readFragments(writeFragments(Uint8Array.of(1, 2)), 0)], [1, 2]);
});

test('several frames, no fragment, a cut and a stray element are refused', () => {
  const twoFrames = item([0, 0, 0, 0, 10, 0, 0, 0]);
  assert.throws(
    () => readFragments(join(twoFrames, item([1, 2]), item([3, 4]), END), 0),
    /2 frames in the offset table/,
  );
  assert.throws(() => readFragments(join(NO_OFFSETS, END), 0), /without a fragment/);
  assert.throws(() => readFragments(END, 0), /without a fragment/);
  assert.throws(() => readFragments(join(NO_OFFSETS, item([1, 2])), 0), /truncated/);
  assert.throws(() => readFragments(join(NO_OFFSETS, item([1, 2], 0xe000fffe, 0xfffffffe), END), 0), /behind the end/);
  assert.throws(
    () => readFragments(join(NO_OFFSETS, item([1, 2], 0x00100010), END), 0),
    /no fragment where one must be/,
  );
});

test('millions of empty fragments are given up early', () => {
  const empty = Buffer.alloc(8 * 1_000_000, item([]));
  assert.throws(() => readFragments(join(empty, END), 0), /too many fragments/);
});

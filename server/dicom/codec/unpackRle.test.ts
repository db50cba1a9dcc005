import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rleSegments, scrubRle } from '../codestream/rleSegments';
import { unpackRle } from './unpackRle';

function frame(...segments: number[][]): Buffer {
  const header = Buffer.alloc(64);
  header.writeUInt32LE(segments.length, 0);
  let at = 64;
  for (const [index, segment] of segments.entries()) {
    header.writeUInt32LE(at, 4 + 4 * index);
    at += segment.length;
  }
  return Buffer.concat([header, ...segments.map((segment) => Buffer.from(segment))]);
}

function unpack(bytes: Buffer, pixels: number, samples: number, bytesPerCell: number): number[] {
  const segments = rleSegments(bytes, samples * bytesPerCell, pixels);
  return [...unpackRle(bytes, segments, { pixels, samples, bytesPerCell })];
}

test('literals, runs and no-operations unpack as in PS3.5 G.3', () => {
  assert.deepEqual(unpack(frame([2, 9, 8, 7, 0x80, 0xfe, 5]), 6, 1, 1), [9, 8, 7, 5, 5, 5]);
  assert.deepEqual(unpack(frame([0x81, 1]), 128, 1, 1), Array(128).fill(1));
});

test('high bytes come first, and planes become samples', () => {
  assert.deepEqual(unpack(frame([1, 1, 2], [1, 3, 4]), 2, 1, 2), [0x103, 0x204]);
  assert.deepEqual(unpack(frame([1, 1, 2], [1, 3, 4], [0xff, 6]), 2, 3, 1), [1, 3, 6, 2, 4, 6]);
  assert.deepEqual(unpack(frame([0, 0xff], [0, 0xfe]), 1, 1, 2), [0xfffe]);
});

test('a segment that is short, long, missing or in the header is refused', () => {
  assert.throws(() => unpack(frame([2, 9, 8]), 3, 1, 1), /truncated DICOM file: an RLE segment/);
  assert.throws(() => unpack(frame([0xfe]), 3, 1, 1), /truncated/);
  assert.throws(() => unpack(frame([0xf0, 1]), 3, 1, 1), /more bytes than the dimensions need/);
  assert.throws(() => unpack(frame([0xfe, 1]), 3, 1, 2), /1 RLE segments; the pixel format needs 2/);
  const inHeader = frame([0xfe, 1]);
  inHeader.writeUInt32LE(8, 4);
  assert.throws(() => unpack(inHeader, 3, 1, 1), /begins in the header/);
  assert.throws(() => unpack(Buffer.alloc(10), 3, 1, 1), /header is cut off/);
});

test('nothing between and behind the segments is kept', () => {
  const secret = Buffer.from('DOE^JANE');
  const spoiled = Buffer.concat([frame([2, 9, 8, 7]), secret]);
  spoiled.write('DOE^JANE', 20);
  const clean = scrubRle(spoiled, rleSegments(spoiled, 1, 3));
  assert.equal(clean.includes(secret), false);
  assert.deepEqual(unpack(clean, 3, 1, 1), [9, 8, 7]);
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { AppError, type ProblemCode } from '@/server/problem/appError';
import { readFragments } from '../encapsulated';
import { openDataSet } from '../openDataSet';
import { type PixelFormat, readPixelFormat } from '../pixelFormat';
import { flatJ2k, type J2kStyle } from '../testing/flatStreams';
import type { Coding } from '../transferSyntax';
import { cleanStream } from './cleanStream';

type Frame = { coding: Exclude<Coding, 'native'>; stream: Buffer; format: PixelFormat };

/** The codestream of a test file as it lies in the file. */
function frameOf(name: string): Frame {
  const bytes = readFileSync(join(import.meta.dirname, '../testing/files', name));
  const { dataSet, syntax } = openDataSet(bytes);
  assert.ok(syntax.coding !== 'native');
  const stream = readFragments(bytes, dataSet.elements.x7fe00010?.dataOffset ?? 0);
  return { coding: syntax.coding, stream: Buffer.from(stream), format: readPixelFormat(dataSet) };
}

const clean = ({ coding, stream, format }: Frame) => cleanStream(coding, stream, format).stream;

function assertRefused(frame: Frame, code: ProblemCode, detail: RegExp) {
  assert.throws(
    () => clean(frame),
    (error) => error instanceof AppError && error.code === code && detail.test(error.message),
  );
}

/** A copy with `bytes` put in the place of what is `at`. */
function patched(stream: Buffer, at: number, ...bytes: number[]): Buffer {
  const copy = Buffer.from(stream);
  copy.set(bytes, at);
  return copy;
}

const STREAMS = ['jpeg-50-8.dcm', 'lossless-70-16.dcm', 'jpeg-ls-80-14.dcm', 'jpeg-2000-90-12.dcm', 'rle-12.dcm'];

for (const name of STREAMS) {
  test(`${name}: a size other than Rows and Columns say is refused before anything is decoded`, () => {
    const frame = frameOf(name);
    for (const side of ['height', 'width'] as const) {
      const format = { ...frame.format, [side]: frame.format[side] + 1 };
      assertRefused({ ...frame, format }, 'unreadable-image', /Rows and Columns say|RLE segment/);
    }
    const colour: PixelFormat = { ...frame.format, samples: 3, colour: 'rgb' };
    assertRefused({ ...frame, format: colour }, 'unreadable-image', /Samples per Pixel says 3|the pixel format needs/);
  });

  test(`${name}: what lies behind the end is not kept, and a second time changes nothing`, () => {
    const frame = frameOf(name);
    const once = clean(frame);
    assert.deepEqual(clean({ ...frame, stream: Buffer.concat([frame.stream, Buffer.from('DOE^JANE')]) }), once);
    assert.deepEqual(clean({ ...frame, stream: once }), once);
  });

  test(`${name}: a codestream of another kind is refused`, () => {
    for (const other of STREAMS.filter((candidate) => candidate !== name)) {
      const frame = frameOf(name);
      assert.throws(() => clean({ ...frame, stream: frameOf(other).stream }), AppError, other);
    }
  });
}

test('comments and application segments of a JPEG are dropped, wherever they are', () => {
  const secret = [0xff, 0xfe, 0, 10, ...Buffer.from('DOE^JANE')];
  const app = [0xff, 0xe1, 0, 10, ...Buffer.from('DOE^JANE')];
  for (const name of ['jpeg-50-8.dcm', 'lossless-70-16.dcm', 'jpeg-ls-80-14.dcm']) {
    const frame = frameOf(name);
    const scan = frame.stream.indexOf(Buffer.from([0xff, 0xda]));
    for (const at of [2, scan]) {
      const parts = [frame.stream.subarray(0, at), Buffer.from([...secret, ...app]), frame.stream.subarray(at)];
      assert.deepEqual(clean({ ...frame, stream: Buffer.concat(parts) }), clean(frame));
    }
  }
});

test('comments of JPEG 2000 are blanked, in the main header and in those of tile-parts', () => {
  const frame = frameOf('jpeg-2000-90-12.dcm');
  assert.ok(frame.stream.includes('Created by OpenJPEG'));
  assert.equal(clean(frame).includes('OpenJPEG'), false);
  const comment = Buffer.from([0xff, 0x64, 0, 12, 0, 1, ...Buffer.from('DOE^JANE')]);
  const tile = frame.stream.indexOf(Buffer.from([0xff, 0x90, 0, 10]));
  const stream = Buffer.concat([frame.stream.subarray(0, tile + 12), comment, frame.stream.subarray(tile + 12)]);
  stream.writeUInt32BE(stream.readUInt32BE(tile + 6) + comment.length, tile + 6);
  assert.equal(clean({ ...frame, stream }).includes('DOE^JANE'), false);
});

test('a JPEG without its end and a JPEG 2000 without its last tile-part are truncated', () => {
  for (const name of ['jpeg-50-8.dcm', 'lossless-70-16.dcm', 'jpeg-ls-80-14.dcm', 'jpeg-2000-90-12.dcm']) {
    const frame = frameOf(name);
    const stream = frame.stream.subarray(0, frame.stream.length - 100);
    assertRefused({ ...frame, stream }, 'unreadable-image', /^truncated DICOM file/);
  }
});

test('JPEG 2000 that is cut into pieces to exhaust a decoder is refused', () => {
  const frame = frameOf('jpeg-2000-90-12.dcm');
  const tiles = patched(patched(frame.stream, 24, 0, 0, 0, 1, 0, 0, 0, 1), 8, 0, 0, 0xff, 0xff);
  assertRefused({ ...frame, stream: tiles }, 'unsupported-media', /more than 4096 tiles/);
  const style = frame.stream.indexOf(Buffer.from([0xff, 0x52]));
  const layers = patched(frame.stream, style + 6, 0xff, 0xff);
  assertRefused({ ...frame, stream: layers }, 'unsupported-media', /over 1024 layers/);
  const blocks = patched(frame.stream, style + 10, 0, 0);
  assertRefused({ ...frame, stream: blocks }, 'unsupported-media', /code blocks of a few pixels/);
  const subsampled = patched(frame.stream, 43, 2, 2);
  assertRefused({ ...frame, stream: subsampled }, 'unsupported-media', /subsampled/);
});

test('JPEG 2000 with more precincts, or packets of them, than a decoder has room for is refused', () => {
  const { format } = frameOf('jpeg-2000-90-12.dcm');
  const [height, width] = [6_000, 6_000];
  const judge = (style: J2kStyle): Frame => ({
    coding: 'jpeg-2000',
    stream: flatJ2k(height, width, style),
    format: { ...format, height, width, bitsAllocated: 8, bitsStored: 8 },
  });
  for (const style of [{}, { precincts: [5, 5] }, { levels: 0, precincts: [7] }, { layers: 1024 }])
    assert.ok(clean(judge(style)).length > 0, JSON.stringify(style));
  for (const style of [{ levels: 0, precincts: [2] }, { precincts: [4, 4] }, { precincts: [6, 6], layers: 1024 }])
    assertRefused(judge(style), 'unsupported-media', /very many precincts/);
});

test('a codestream whose sign or depth contradicts the header is refused', () => {
  const signed = frameOf('jpeg-2000-90-12-signed.dcm');
  const unsigned = { ...signed, format: { ...signed.format, signed: false } };
  assertRefused(unsigned, 'unreadable-image', /signed; Pixel Representation says unsigned/);
  const deep = frameOf('lossless-70-16.dcm');
  const shallow: PixelFormat = { ...deep.format, bitsAllocated: 8, bitsStored: 8 };
  assertRefused({ ...deep, format: shallow }, 'unreadable-image', /16 bits per sample; Bits Allocated says 8/);
  const twelve = frameOf('lossless-57-12-predictor-1.dcm');
  const shifted: PixelFormat = { ...twelve.format, bitsStored: 16, shift: 4 };
  assertRefused({ ...twelve, format: shifted }, 'unreadable-image', /High Bit is not in the codestream/);
});

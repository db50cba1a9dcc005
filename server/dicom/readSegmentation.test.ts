import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '@/server/problem/appError';
import { readSegmentation } from './readSegmentation';
import { segmentZone } from './segmentZone';
import { buildDicom, type TestElement } from './testing/buildDicom';

const SIDE = 20;
const CELLS = SIDE * SIDE;

const code = (value: string, meaning: string): TestElement[] => [
  { tag: '00080100', vr: 'SH', value },
  { tag: '00080104', vr: 'LO', value: meaning },
];

function segment(number: number, value: string, meaning: string, side?: string): TestElement[] {
  const modifier: TestElement[] = side === undefined ? [] : [{ tag: '00620011', vr: 'SQ', value: [code(side, '')] }];
  return [
    { tag: '00620004', vr: 'US', value: number },
    { tag: '00620005', vr: 'LO', value: meaning },
    { tag: '0062000f', vr: 'SQ', value: [[...code(value, meaning), ...modifier]] },
  ];
}

/** Segments 1 to 3 (left lung by modifier, heart by SRT code, a lobe), one frame each, bands of rows. */
function seg(pixels: Uint8Array, over: TestElement[] = []): Buffer {
  const own = (number: number): TestElement[] => [
    { tag: '0062000a', vr: 'SQ', value: [[{ tag: '0062000b', vr: 'US', value: number }]] },
  ];
  const elements: TestElement[] = [
    { tag: '00080016', vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.66.4' },
    {
      tag: '00081115',
      vr: 'SQ',
      value: [[{ tag: '0008114a', vr: 'SQ', value: [[{ tag: '00081155', vr: 'UI', value: '1.2.3' }]] }]],
    },
    { tag: '00280008', vr: 'IS', value: '3' },
    { tag: '00280010', vr: 'US', value: SIDE },
    { tag: '00280011', vr: 'US', value: SIDE },
    { tag: '00280100', vr: 'US', value: 1 },
    { tag: '00620001', vr: 'CS', value: 'BINARY' },
    {
      tag: '00620002',
      vr: 'SQ',
      value: [
        segment(1, '39607008', 'Lung', '7771000'),
        segment(2, 'T-32000', 'Heart'),
        segment(3, '45653009', 'Upper lobe of lung'),
      ],
    },
    { tag: '52009230', vr: 'SQ', value: [own(1), own(2), own(3)] },
    { tag: '7fe00010', vr: 'OB', value: pixels },
  ];
  const replaced = new Set(over.map(({ tag }) => tag));
  return buildDicom([...elements.filter(({ tag }) => !replaced.has(tag)), ...over]);
}

const isInside = (frame: number, i: number) => Math.floor(i / SIDE) === 3 + frame;

function bits(): Uint8Array {
  const packed = new Uint8Array(Math.ceil((3 * CELLS) / 8));
  for (let i = 0; i < 3 * CELLS; i++) {
    if (isInside(Math.floor(i / CELLS), i % CELLS)) packed[i >> 3] = (packed[i >> 3] ?? 0) | (1 << (i & 7));
  }
  return packed;
}

test('a binary segmentation is unpacked across its frames, and its segments are zones by code', () => {
  const read = readSegmentation(seg(bits()));
  assert.deepEqual(read.references, ['1.2.3']);
  assert.deepEqual(
    read.segments.map(({ number, zone }) => [number, zone]),
    [
      [1, 'lung-left'],
      [2, 'heart'],
      [3, null],
    ],
  );
  for (const [frame, { data }] of read.segments.entries()) {
    assert.ok(data.every((value, i) => value === (isInside(frame, i) ? 1 : 0)));
  }
});

test('a fractional segmentation is inside from half of its maximum on', () => {
  const pixels = Uint8Array.from({ length: 3 * CELLS }, (_, i) => (i % 2 === 0 ? 50 : 49));
  const read = readSegmentation(
    seg(pixels, [
      { tag: '00280100', vr: 'US', value: 8 },
      { tag: '00620001', vr: 'CS', value: 'FRACTIONAL' },
      { tag: '0062000e', vr: 'US', value: 100 },
    ]),
  );
  assert.deepEqual([...(read.segments[0]?.data.subarray(0, 4) ?? [])], [1, 0, 1, 0]);
});

test('what is not such a segmentation is refused', () => {
  const refused = (bytes: Buffer) => assert.throws(() => readSegmentation(bytes), AppError);
  refused(seg(bits().subarray(0, 20)));
  refused(seg(bits(), [{ tag: '00080016', vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.1' }]));
  refused(seg(bits(), [{ tag: '00280008', vr: 'IS', value: '9999' }]));
  refused(seg(bits(), [{ tag: '00620001', vr: 'CS', value: 'LABELMAP' }]));
  refused(seg(bits(), [{ tag: '52009230', vr: 'SQ', value: [] }]));
  refused(Buffer.from('not DICOM at all, but long enough to be looked at'));
});

test('segments are told by words where the code says nothing', () => {
  const zoneOf = (words: string) => segmentZone({ code: '', modifiers: [], words });
  assert.deepEqual(
    ['Left Lung', 'lung_R', 'Lungs', 'Heart', 'Mediastinum', 'Lung nodule', 'Right lower lobe', 'Rib'].map(zoneOf),
    ['lung-left', 'lung-right', 'lungs', 'heart', 'mediastinum', null, null, null],
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDicom } from './parse';
import { displayPixels } from './pixels';
import { buildDicom, radiographElements, sixteenBits, type TestElement } from './testing/buildDicom';

const ds = (tag: string, value: string): TestElement => ({ tag, vr: 'DS', value });
const window = (center: string, width: string) => [ds('00281050', center), ds('00281051', width)];
const MONOCHROME1: TestElement = { tag: '00280004', vr: 'CS', value: 'MONOCHROME1' };

/** Grey of the first `values.length` pixels. */
function decode(values: number[], changes: TestElement[] = [], syntax?: string): number[] {
  const { dataSet, format, grey } = parseDicom(buildDicom(radiographElements(values, changes), { syntax }));
  return [...displayPixels(dataSet.byteArray, format, grey).subarray(0, values.length)];
}

function assertNear(actual: number[], expected: number[]) {
  assert.equal(actual.length, expected.length);
  for (const [index, value] of expected.entries()) {
    assert.ok(Math.abs((actual[index] ?? Number.NaN) - value) < 1e-4, `${index}: ${actual[index]} ≠ ${value}`);
  }
}

test('8 bits without a window are shown as stored, and MONOCHROME1 as 255 − v', () => {
  assert.deepEqual(decode([0, 1, 77, 255]), [0, 1, 77, 255]);
  assert.deepEqual(decode([0, 1, 77, 255], [MONOCHROME1]), [255, 254, 178, 0]);
  assert.deepEqual(decode([0, 1, 77, 255], [], '1.2.840.10008.1.2'), [0, 1, 77, 255]);
});

test('8 bits stored in 16 are shown as stored', () => {
  assert.deepEqual(decode([0, 200, 255], sixteenBits(8)), [0, 200, 255]);
});

for (const stored of [8, 10, 12, 14, 16]) {
  test(`a full window maps ${stored} bits linearly onto 0–255`, () => {
    const top = 2 ** stored - 1;
    const full = window(String(2 ** (stored - 1)), String(2 ** stored));
    const expected = [0, 1, 100, top].map((value) => (value / top) * 255);
    assertNear(decode([0, 1, 100, top], [...sixteenBits(stored), ...full]), expected);
    assertNear(
      decode([0, 1, 100, top], [...sixteenBits(stored), ...full, MONOCHROME1]),
      expected.map((v) => 255 - v),
    );
  });

  test(`signed ${stored} bits keep their sign`, () => {
    const half = 2 ** (stored - 1);
    const values = [-half, -1, 0, half - 1];
    const full = window('0', String(2 * half));
    assertNear(
      decode(values, [...sixteenBits(stored, true), ...full]),
      values.map((v) => ((v + half) / (2 * half - 1)) * 255),
    );
  });
}

test('bits outside Bits Stored are ignored, and High Bit may be above them', () => {
  const full = window('2048', '4096');
  assertNear(decode([0xf000, 0xffff], [...sixteenBits(12), ...full]), [0, 255]);
  assertNear(decode([0x000f, 0xfff0], [...sixteenBits(12, false, 15), ...full]), [0, 255]);
});

test('rescale comes before the window, and the first of several windows counts', () => {
  const rescale = [ds('00281053', '2'), ds('00281052', '-1000')];
  const windows = window('0.5\\500', '101\\1000');
  assertNear(decode([450, 475, 500, 550, 4000], [...sixteenBits(12), ...rescale, ...windows]), [0, 0, 127.5, 255, 255]);
  assertNear(decode([490], [...sixteenBits(12), ...rescale, ...windows]), [((-20 - 0) / 100 + 0.5) * 255]);
});

test('LINEAR_EXACT and SIGMOID are applied when the file says so', () => {
  const shape = (value: string): TestElement => ({ tag: '00281056', vr: 'CS', value });
  assertNear(decode([20, 40], [...window('40', '80'), shape('LINEAR_EXACT')]), [63.75, 127.5]);
  assertNear(decode([40, 60], [...window('40', '80'), shape('SIGMOID')]), [127.5, 255 / (1 + Math.exp(-1))]);
});

test('without a window more than 8 bits get the percentile window, and the ends are not rounded', () => {
  const values = Array.from({ length: 256 }, (_, index) => 1000 + index);
  const grey = decode(values, sixteenBits(12));
  const [low, high] = [1000 + 255 * 0.005, 1000 + 255 * 0.995];
  assertNear(
    grey,
    values.map((value) => Math.min(255, Math.max(0, ((value - low) / (high - low)) * 255))),
  );
});

test('the percentile window works on signed pixels and on a falling rescale', () => {
  const values = Array.from({ length: 256 }, (_, index) => index - 128);
  const rising = decode(values, sixteenBits(12, true));
  assert.ok(rising[0] === 0 && rising[255] === 255 && (rising[100] ?? 0) < (rising[150] ?? 0));
  const falling = decode(values, [...sixteenBits(12, true), ds('00281053', '-1')]);
  assertNear(
    falling,
    rising.map((value) => 255 - value),
  );
});

test('padding does not count in the percentile window', () => {
  const inside = Array.from({ length: 128 }, (_, index) => 2000 + index);
  const padded = [...Array.from({ length: 128 }, () => 0), ...inside];
  const padding: TestElement = { tag: '00280120', vr: 'US', value: 0 };
  const grey = decode(padded, [...sixteenBits(12), padding]).slice(128);
  const expected = inside.map((value) =>
    Math.min(255, Math.max(0, ((value - 2000 - 0.635) / (126.365 - 0.635)) * 255)),
  );
  assertNear(grey, expected);
});

test('a constant image, an image of padding only and a window of width 0 do not throw', () => {
  const padding: TestElement = { tag: '00280120', vr: 'US', value: 5 };
  assert.deepEqual(decode([5], sixteenBits(12)), [0]);
  assert.deepEqual(decode([5], [...sixteenBits(12), padding]), [0]);
  assert.deepEqual(decode([0, 9], window('100', '0')), [0, 9]);
});

test('8 bits with a VOI LUT Sequence and no window get the percentile window', () => {
  const lut: TestElement = { tag: '00283010', vr: 'SQ', value: [[{ tag: '00283002', vr: 'US', value: [2, 0, 8] }]] };
  const values = Array.from({ length: 256 }, (_, index) => 50 + (index % 100));
  const grey = decode(values, [lut]);
  assert.equal(Math.min(...grey), 0);
  assert.equal(Math.max(...grey), 255);
});

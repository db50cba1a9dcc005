import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDicom } from './parse';
import { displayPixels } from './pixels';
import { readCells } from './readCells';
import { buildDicom, radiographElements, sixteenBits, type TestElement } from './testing/buildDicom';

const ds = (tag: string, value: string): TestElement => ({ tag, vr: 'DS', value });
const window = (center: string, width: string) => [ds('00281050', center), ds('00281051', width)];
const MONOCHROME1: TestElement = { tag: '00280004', vr: 'CS', value: 'MONOCHROME1' };

/** Grey of the first `values.length` pixels. */
async function decode(values: number[], changes: TestElement[] = [], syntax?: string): Promise<number[]> {
  const { data, format, grey } = parseDicom(buildDicom(radiographElements(values, changes), { syntax }));
  return [...displayPixels(await readCells(data, format), format, grey).subarray(0, values.length)];
}

function assertNear(actual: number[], expected: number[]) {
  assert.equal(actual.length, expected.length);
  for (const [index, value] of expected.entries()) {
    assert.ok(Math.abs((actual[index] ?? Number.NaN) - value) < 1e-4, `${index}: ${actual[index]} ≠ ${value}`);
  }
}

test('8 bits without a window are shown as stored, and MONOCHROME1 as 255 − v', async () => {
  assert.deepEqual(await decode([0, 1, 77, 255]), [0, 1, 77, 255]);
  assert.deepEqual(await decode([0, 1, 77, 255], [MONOCHROME1]), [255, 254, 178, 0]);
  assert.deepEqual(await decode([0, 1, 77, 255], [], '1.2.840.10008.1.2'), [0, 1, 77, 255]);
});

test('8 bits stored in 16 are shown as stored', async () => {
  assert.deepEqual(await decode([0, 200, 255], sixteenBits(8)), [0, 200, 255]);
});

for (const stored of [8, 10, 12, 14, 16]) {
  test(`a full window maps ${stored} bits linearly onto 0–255`, async () => {
    const top = 2 ** stored - 1;
    const full = window(String(2 ** (stored - 1)), String(2 ** stored));
    const expected = [0, 1, 100, top].map((value) => (value / top) * 255);
    assertNear(await decode([0, 1, 100, top], [...sixteenBits(stored), ...full]), expected);
    assertNear(
      await decode([0, 1, 100, top], [...sixteenBits(stored), ...full, MONOCHROME1]),
      expected.map((v) => 255 - v),
    );
  });

  test(`signed ${stored} bits keep their sign`, async () => {
    const half = 2 ** (stored - 1);
    const values = [-half, -1, 0, half - 1];
    const full = window('0', String(2 * half));
    assertNear(
      await decode(values, [...sixteenBits(stored, true), ...full]),
      values.map((v) => ((v + half) / (2 * half - 1)) * 255),
    );
  });
}

test('bits outside Bits Stored are ignored, and High Bit may be above them', async () => {
  const full = window('2048', '4096');
  assertNear(await decode([0xf000, 0xffff], [...sixteenBits(12), ...full]), [0, 255]);
  assertNear(await decode([0x000f, 0xfff0], [...sixteenBits(12, false, 15), ...full]), [0, 255]);
});

test('rescale comes before the window, and the first of several windows counts', async () => {
  const rescale = [ds('00281053', '2'), ds('00281052', '-1000')];
  const windows = window('0.5\\500', '101\\1000');
  assertNear(
    await decode([450, 475, 500, 550, 4000], [...sixteenBits(12), ...rescale, ...windows]),
    [0, 0, 127.5, 255, 255],
  );
  assertNear(await decode([490], [...sixteenBits(12), ...rescale, ...windows]), [((-20 - 0) / 100 + 0.5) * 255]);
});

test('LINEAR_EXACT and SIGMOID are applied when the file says so', async () => {
  const shape = (value: string): TestElement => ({ tag: '00281056', vr: 'CS', value });
  assertNear(await decode([20, 40], [...window('40', '80'), shape('LINEAR_EXACT')]), [63.75, 127.5]);
  assertNear(await decode([40, 60], [...window('40', '80'), shape('SIGMOID')]), [127.5, 255 / (1 + Math.exp(-1))]);
});

test('without a window more than 8 bits get the percentile window, and the ends are not rounded', async () => {
  const values = Array.from({ length: 256 }, (_, index) => 1000 + index);
  const grey = await decode(values, sixteenBits(12));
  const [low, high] = [1000 + 255 * 0.005, 1000 + 255 * 0.995];
  assertNear(
    grey,
    values.map((value) => Math.min(255, Math.max(0, ((value - low) / (high - low)) * 255))),
  );
});

test('the percentile window works on signed pixels and on a falling rescale', async () => {
  const values = Array.from({ length: 256 }, (_, index) => index - 128);
  const rising = await decode(values, sixteenBits(12, true));
  assert.ok(rising[0] === 0 && rising[255] === 255 && (rising[100] ?? 0) < (rising[150] ?? 0));
  const falling = await decode(values, [...sixteenBits(12, true), ds('00281053', '-1')]);
  assertNear(
    falling,
    rising.map((value) => 255 - value),
  );
});

test('padding does not count in the percentile window', async () => {
  const inside = Array.from({ length: 128 }, (_, index) => 2000 + index);
  const padded = [...Array.from({ length: 128 }, () => 0), ...inside];
  const padding: TestElement = { tag: '00280120', vr: 'US', value: 0 };
  const grey = (await decode(padded, [...sixteenBits(12), padding])).slice(128);
  const expected = inside.map((value) =>
    Math.min(255, Math.max(0, ((value - 2000 - 0.635) / (126.365 - 0.635)) * 255)),
  );
  assertNear(grey, expected);
});

test('a constant image, an image of padding only and a window of width 0 do not throw', async () => {
  const padding: TestElement = { tag: '00280120', vr: 'US', value: 5 };
  assert.deepEqual(await decode([5], sixteenBits(12)), [0]);
  assert.deepEqual(await decode([5], [...sixteenBits(12), padding]), [0]);
  assert.deepEqual(await decode([0, 9], window('100', '0')), [0, 9]);
});

test('8 bits with a VOI LUT Sequence and no window get the percentile window', async () => {
  const lut: TestElement = { tag: '00283010', vr: 'SQ', value: [[{ tag: '00283002', vr: 'US', value: [2, 0, 8] }]] };
  const values = Array.from({ length: 256 }, (_, index) => 50 + (index % 100));
  const grey = await decode(values, [lut]);
  assert.equal(Math.min(...grey), 0);
  assert.equal(Math.max(...grey), 255);
});

const us = (tag: string, ...value: number[]): TestElement => ({ tag, vr: 'US', value });
const table = (sequence: string, descriptor: number[], entries: number[] | Uint8Array): TestElement => ({
  tag: sequence,
  vr: 'SQ',
  value: [[us('00283002', ...descriptor), { tag: '00283006', vr: 'OW', value: entries }]],
});

test('a VOI LUT is scaled by its bits, holds its ends, and comes before a window', async () => {
  const lut = table('00283010', [3, 100, 10], [0, 341, 1023]);
  const expected = [0, 0, 85, 255, 255];
  assertNear(await decode([0, 100, 101, 102, 4000], [...sixteenBits(12), lut]), expected);
  assertNear(await decode([0, 100, 101, 102, 4000], [...sixteenBits(12), lut, ...window('0', '10')]), expected);
  const flipped = expected.map((value) => 255 - value);
  assertNear(await decode([0, 100, 101, 102, 4000], [...sixteenBits(12), lut, MONOCHROME1]), flipped);
});

test('8-bit entries may be packed two to a word', async () => {
  const packed = table('00283010', [4, 10, 8], Uint8Array.of(0, 51, 102, 255));
  assertNear(await decode([10, 11, 12, 13], [...sixteenBits(12), packed]), [0, 51, 102, 255]);
  const loose = table('00283010', [4, 10, 8], [0, 51, 102, 255]);
  assertNear(await decode([10, 11, 12, 13], [...sixteenBits(12), loose]), [0, 51, 102, 255]);
});

test('a VOI LUT maps modality values, which may be negative', async () => {
  const lut = table('00283010', [2, 0x10000 - 5, 8], [10, 250]);
  const rescaled = [...sixteenBits(12), lut, ds('00281052', '-105')];
  assertNear(await decode([99, 100, 101, 2000], rescaled), [10, 10, 250, 250]);
});

test('a modality LUT takes the place of slope and intercept, before the window', async () => {
  const lut = table('00283000', [4, 0, 16], [40_000, 30_000, 20_000, 10_000]);
  const shape: TestElement = { tag: '00281056', vr: 'CS', value: 'LINEAR_EXACT' };
  const changes = [...sixteenBits(12), lut, ds('00281053', '7'), ...window('20000', '40000'), shape];
  assertNear(await decode([0, 1, 2, 3, 9], changes), [255, 191.25, 127.5, 63.75, 63.75]);
});

test('a table of 65,536 entries says 0, and inputs between two whole numbers get the nearer entry', async () => {
  const whole = table(
    '00283010',
    [0, 0, 16],
    Array.from({ length: 65_536 }, (_, index) => 65_535 - index),
  );
  assertNear(await decode([0, 5, 65_535], [...sixteenBits(16), whole]), [255, (65_530 / 65_535) * 255, 0]);
  const short = table('00283010', [3, 0, 8], [0, 51, 255]);
  const halved = [...sixteenBits(12), short, ds('00281053', '0.3')];
  assertNear(await decode([1, 4, 6], halved), [0, 51, 255]);
});

test('a VOI LUT of too few entries or of odd bits counts as none', async () => {
  const near = [...sixteenBits(12), ...window('2048', '4096')];
  const expected = [0, 1, 2].map((value) => (value / 4095) * 255);
  for (const descriptor of [
    [3, 0, 7],
    [3, 0, 17],
    [4, 0, 12],
  ]) {
    assertNear(await decode([0, 1, 2], [...near, table('00283010', descriptor, [9, 8, 7])]), expected);
  }
});

test('padding, a value or a range, is shown as background whatever else is said', async () => {
  const full = [...sixteenBits(12), ...window('2048', '4096')];
  for (const [value, limit] of [
    [4000, 4095],
    [4095, 4000],
  ] as const) {
    const range = [us('00280120', value), us('00280121', limit)];
    assertNear(await decode([3999, 4000, 4095], [...full, ...range]), [(3999 / 4095) * 255, 0, 0]);
  }
  assertNear(await decode([0, 4095], [...full, MONOCHROME1, us('00280120', 0)]), [0, 0]);
  const signed = [...sixteenBits(12, true), ...window('0', '4096'), us('00280120', 0x10000 - 2000)];
  assertNear(await decode([-2000, 2047], signed), [0, 255]);
});

test('Presentation LUT Shape does not turn a picture that Photometric Interpretation has turned already', async () => {
  for (const shape of ['IDENTITY', 'INVERSE']) {
    const element: TestElement = { tag: '20500020', vr: 'CS', value: shape };
    assert.deepEqual(await decode([0, 77], [element]), [0, 77]);
    assert.deepEqual(await decode([0, 77], [element, MONOCHROME1]), [255, 178]);
  }
});

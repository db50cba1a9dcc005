import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { buildDicom, radiographElements, sixteenBits, type TestElement } from '@/server/dicom/testing/buildDicom';
import { decodeFullDepth, type FullDepth, lineThrough } from './fullDepth';

const ds = (tag: string, value: string): TestElement => ({ tag, vr: 'DS', value });
const MONOCHROME1: TestElement = { tag: '00280004', vr: 'CS', value: 'MONOCHROME1' };
const narrow = [ds('00281050', '2000'), ds('00281051', '1000')];
const wide = [ds('00281050', '4000'), ds('00281051', '2000')];
const signed = [ds('00281050', '0'), ds('00281051', '900')];

const decode = (values: number[], changes: TestElement[]) =>
  decodeFullDepth(buildDicom(radiographElements(values, changes)));

/** Greys that the line makes of samples, clamped. */
const greysOf = ({ samples, scale, offset }: FullDepth): number[] =>
  Array.from(samples, (sample) => Math.min(255, Math.max(0, sample * scale + offset)));

const VALUES = [0, 900, 1600, 1700, 2000, 2400, 3000, 4095];

for (const [name, changes, values] of [
  ['a window', [...sixteenBits(12), ...narrow], VALUES],
  ['MONOCHROME1', [...sixteenBits(12), ...narrow, MONOCHROME1], VALUES],
  ['rescaled values', [...sixteenBits(12), ...wide, ds('00281052', '-24'), ds('00281053', '2')], VALUES],
  [
    'signed values',
    [...sixteenBits(12, true), ds('00281050', '0'), ds('00281051', '900')],
    [-2048, -300, 0, 200, 2047],
  ],
  ['no window', sixteenBits(12), VALUES],
] as const) {
  test(`${name}: within the window the greys are those that a model sees, and nothing beyond is lost`, async () => {
    const { radiograph, fullDepth } = await decode([...values], [...changes]);
    for (const [at, grey] of greysOf(fullDepth).entries()) {
      assert.ok(Math.abs(grey - (radiograph.pixels[at] ?? Number.NaN)) < 0.01, `${at}: ${grey}`);
    }
    assert.equal(new Set(fullDepth.samples.subarray(0, values.length)).size, values.length);
    assert.equal(fullDepth.bits, 12);
  });
}

test('samples come with what turns them into the file’s own units', async () => {
  const { fullDepth } = await decode([-2048, -5, 80, 2047], [...sixteenBits(12, true), ...signed]);
  const { slope, intercept } = fullDepth.values ?? assert.fail('no values');
  assert.deepEqual(
    Array.from(fullDepth.samples.subarray(0, 4), (sample) => sample * slope + intercept),
    [-2048, -5, 80, 2047],
  );
});

test('padding is the darkest sample, whatever its value', async () => {
  const padding: TestElement = { tag: '00280120', vr: 'US', value: 3000 };
  const { fullDepth } = await decode([1600, 3000, 2000], [...sixteenBits(12), ...narrow, padding]);
  assert.equal(fullDepth.samples[1], 0);
});

test('an image of one grey has no line, and is kept as its grey', async () => {
  const { fullDepth, radiograph } = await decode([], sixteenBits(12));
  assert.equal(fullDepth.values, null);
  assert.ok(greysOf(fullDepth).every((grey, at) => grey === radiograph.pixels[at]));
  assert.equal(lineThrough(Uint16Array.of(5, 5), Float32Array.of(9, 9)), null);
});

test('a PNG keeps all of its 8 or 16 bits', async () => {
  const wide = Uint16Array.from({ length: 32 * 32 }, (_, at) => (at * 40_503) % 65_536);
  const raw = { width: 32, height: 32, channels: 1 } as const;
  const deep = await decodeFullDepth(await sharp(wide, { raw }).toColourspace('grey16').png().toBuffer());
  assert.deepEqual([deep.fullDepth.bits, deep.fullDepth.samples], [16, wide]);
  const narrowBytes = Uint8Array.from(wide, (value) => value >> 8);
  const flat = await decodeFullDepth(await sharp(narrowBytes, { raw }).toColourspace('b-w').png().toBuffer());
  assert.deepEqual([flat.fullDepth.bits, flat.fullDepth.samples], [8, narrowBytes]);
});

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { buildDicom, IMPLICIT, radiographElements, sixteenBits } from '@/server/dicom/testing/buildDicom';
import { AppError } from '@/server/problem/appError';
import { assetsDir, skipWithoutAssets } from '@/server/testing/assets';
import { decodeImage, inspectImage } from './decode';

const keyedHash = (text: string) => createHmac('sha256', 'test key').update(text).digest('hex');
const asset = (...path: string[]) => readFileSync(join(assetsDir, ...path));
const mean = (pixels: Float32Array) => pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
const maxDifference = (first: Float32Array, second: (index: number) => number) =>
  first.reduce((most, value, index) => Math.max(most, Math.abs(value - second(index))), 0);

/** mulberry32: the same numbers in [0, 1) for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Small files of every kind, about 500 to 3,000 bytes. */
async function samples(): Promise<Buffer[]> {
  const noise = seeded(1);
  const grey = Uint8Array.from({ length: 40 * 30 }, () => 100 + noise() * 50);
  const picture = () => sharp(grey, { raw: { width: 40, height: 30, channels: 1 } }).toColourspace('b-w');
  const values = Array.from({ length: 256 }, (_, index) => index * 9);
  const sequence = { tag: '00081140', vr: 'SQ', value: [[{ tag: '00081150', vr: 'UI', value: '1.2.3' }]] };
  const dicom = radiographElements(values, [
    ...sixteenBits(12),
    sequence,
    { tag: '00100010', vr: 'PN', value: 'Doe^Jane' },
  ]);
  return [
    await picture().png().toBuffer(),
    await picture().png({ progressive: true }).toBuffer(),
    await picture().jpeg().toBuffer(),
    await picture().jpeg({ progressive: true }).toBuffer(),
    buildDicom(dicom),
    buildDicom(dicom, { syntax: IMPLICIT }),
    buildDicom(dicom, { start: 'bare' }),
  ];
}

const DOOR = ['unsupported-media', 'unsupported-syntax', 'unreadable-image', 'image-dimensions'];

/** Error code, or null when the work succeeds. Any other throw fails the test. */
async function codeOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    assert.ok(error instanceof AppError, `not an AppError: ${error}`);
    assert.ok(DOOR.includes(error.code), error.code);
    assert.doesNotMatch(error.message, /Doe|Jane/);
    return error.code;
  }
}

test('inspect tells format, size, depth, and attributes of DICOM only', async () => {
  const [png, , jpeg, , dicom] = await samples();
  assert.ok(png && jpeg && dicom);
  assert.deepEqual(await inspectImage(png, keyedHash), {
    format: 'png',
    height: 30,
    width: 40,
    bitDepth: 8,
    attributes: null,
  });
  assert.equal((await inspectImage(jpeg, keyedHash)).format, 'jpeg');
  const info = await inspectImage(dicom, keyedHash);
  assert.deepEqual([info.format, info.height, info.width, info.bitDepth], ['dicom', 16, 16, 12]);
  assert.equal(info.attributes?.modality, 'CR');
});

test('20 random truncations of every kind are refused at the door', async () => {
  const random = seeded(20);
  for (const bytes of await samples()) {
    for (let round = 0; round < 20; round += 1) {
      const cut = bytes.subarray(0, Math.floor(random() * bytes.length));
      assert.notEqual(await codeOf(inspectImage(cut, keyedHash)), null, `${cut.length} of ${bytes.length}`);
    }
  }
});

test('after any single bit flip the door and the decoder agree, and no other error than ours is thrown', async () => {
  const random = seeded(300);
  for (const bytes of await samples()) {
    for (let round = 0; round < 45; round += 1) {
      const flipped = Buffer.from(bytes);
      const at = Math.floor(random() * bytes.length);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      const door = await codeOf(inspectImage(flipped, keyedHash));
      assert.equal(await codeOf(decodeImage(flipped)), door, `byte ${at}`);
    }
  }
});

test('sequences nested 50,000 deep are refused, not a crash', async () => {
  const item = Buffer.from([
    0x08, 0, 0x40, 0x11, 0x53, 0x51, 0, 0, 255, 255, 255, 255, 0xfe, 0xff, 0, 0xe0, 255, 255, 255, 255,
  ]);
  const start = buildDicom(radiographElements([0], [], ['7fe00010']));
  const nested = Buffer.concat([start, ...Array.from({ length: 50_000 }, () => item)]);
  assert.equal(await codeOf(inspectImage(nested, keyedHash)), 'unreadable-image');
});

test('a header of millions of empty elements or items is given up early', async () => {
  const start = buildDicom(radiographElements([0], [], ['7fe00010']));
  const elements = Buffer.alloc(8_000_000, Buffer.from([0x09, 0, 0, 0, 0x4c, 0x4f, 0, 0]));
  const open = Buffer.from([0x08, 0, 0x40, 0x11, 0x53, 0x51, 0, 0, 255, 255, 255, 255]);
  const items = Buffer.alloc(8_000_000, Buffer.from([0xfe, 0xff, 0, 0xe0, 0, 0, 0, 0]));
  const header = Buffer.alloc(8_000_000, Buffer.from([0x02, 0, 0, 0, 0x55, 0x4c, 0, 0]));
  for (const parts of [
    [start, elements],
    [start, open, items],
    [start.subarray(0, 132), header],
  ]) {
    assert.equal(await codeOf(inspectImage(Buffer.concat(parts), keyedHash)), 'unreadable-image');
  }
});

test('the real 8-bit file and the true 12-bit MONOCHROME1 file agree within a grey level', {
  skip: skipWithoutAssets,
}, async () => {
  const eight = await decodeImage(asset('dicom', 'derived_mono2_explicit_le.dcm'));
  const twelve = await decodeImage(asset('dicom', 'derived_true_mono1_12bit_AP_header.dcm'));
  assert.deepEqual([eight.height, eight.width], [1024, 1024]);
  const worst = maxDifference(twelve.pixels, (index) => eight.pixels[index] ?? Number.NaN);
  assert.ok(worst <= 1, `off by ${worst}`);
  const { attributes } = await inspectImage(asset('dicom', 'derived_true_mono1_12bit_AP_header.dcm'), keyedHash);
  assert.deepEqual(
    [attributes?.viewPosition, attributes?.modality, attributes?.bodyPartExamined],
    ['AP', 'CR', 'CHEST'],
  );
});

test('the real lossless files of every coding have the same pixels, and so has the JPEG they were made from', {
  skip: skipWithoutAssets,
}, async () => {
  for (const [sense, names] of [
    ['mono2', ['jpeglossless_sv1', 'jpeg2000_lossless', 'jpegls_lossless', 'rle']],
    ['mono1', ['jpeglossless_sv1']],
  ] as const) {
    const plain = await decodeImage(asset('dicom', `derived_${sense}_explicit_le.dcm`));
    const files = [...names.map((name) => `derived_${sense}_${name}.dcm`), `nih_cr_chest_pa_${sense}_jpegbaseline.dcm`];
    for (const file of files) {
      const bytes = asset('dicom', file);
      assert.deepEqual([(await inspectImage(bytes, keyedHash)).bitDepth, file], [8, file]);
      const decoded = await decodeImage(bytes);
      assert.equal(
        maxDifference(decoded.pixels, (index) => plain.pixels[index] ?? Number.NaN),
        0,
        file,
      );
    }
  }
});

test('a colour capture is its luma, whatever its coding', async () => {
  const files = join(import.meta.dirname, '../dicom/testing/files');
  const of = async (name: string) => (await decodeImage(readFileSync(join(files, name)))).pixels;
  const plain = await of('rgb-planar.dcm');
  assert.ok(mean(plain) > 60 && mean(plain) < 120);
  for (const name of [
    'rle-rgb',
    'lossless-70-rgb',
    'jpeg-ls-80-rgb-line',
    'jpeg-ls-80-rgb-planes',
    'jpeg-2000-90-rgb',
  ]) {
    assert.deepEqual(await of(`${name}.dcm`), plain, name);
  }
  const lossy = await of('jpeg-50-ybr.dcm');
  assert.ok(maxDifference(lossy, (index) => plain[index] ?? Number.NaN) < 16);
  assert.ok(Math.abs(mean(lossy) - mean(plain)) < 0.5);
});

test('the real file whose tag alone says MONOCHROME1 is exactly inverted', { skip: skipWithoutAssets }, async () => {
  const plain = await decodeImage(asset('dicom', 'derived_mono2_explicit_le.dcm'));
  const inverted = await decodeImage(asset('dicom', 'derived_mono1_explicit_le.dcm'));
  assert.equal(
    maxDifference(inverted.pixels, (index) => 255 - (plain.pixels[index] ?? 0)),
    0,
  );
  assert.ok(Math.abs(mean(plain.pixels) - 160.39803886413574) < 1e-3);
});

test('real JPEGs are 512 × 512 and within 1 grey level of the lossless PNG of the same image', {
  skip: skipWithoutAssets,
}, async () => {
  const names = readdirSync(join(assetsDir, 'golden', 'images'));
  assert.equal(names.length, 12);
  for (const name of names) {
    const png = await decodeImage(asset('golden', 'images', name));
    const jpeg = await decodeImage(asset('images', 'dev', 'img', name.replace(/\.png$/, '.jpg')));
    assert.deepEqual([jpeg.height, jpeg.width, png.height, png.width], [512, 512, 512, 512]);
    assert.ok(Math.abs(mean(jpeg.pixels) - mean(png.pixels)) < 1, name);
  }
});

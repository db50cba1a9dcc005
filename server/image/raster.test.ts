import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { AppError, type ProblemCode } from '@/server/problem/appError';
import { decodeRaster, inspectRaster, type RasterFormat } from './raster';

const SIDE = 24;
const EIGHT = Uint8Array.from({ length: SIDE * SIDE }, (_, index) => (index * 37) % 256);
const SIXTEEN = Uint16Array.from({ length: SIDE * SIDE }, (_, index) => (index * 113) % 65536);
const RGB = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, index) => (index * 29) % 256);

const raw = (data: Uint8Array | Uint16Array, channels: 1 | 2 | 3 | 4, width = SIDE) =>
  sharp(data, { raw: { width, height: data.length / channels / width, channels } });
const grey8 = () => raw(EIGHT, 1).toColourspace('b-w');
const luma = (data: Uint8Array) =>
  Float32Array.from(
    { length: data.length / 3 },
    (_, i) => 0.299 * (data[3 * i] ?? 0) + 0.587 * (data[3 * i + 1] ?? 0) + 0.114 * (data[3 * i + 2] ?? 0),
  );

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(data.length, 0);
  body.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(body), body.length + 4);
  return bytes;
}

/** A PNG with one more chunk behind its IHDR. */
const withChunk = (png: Buffer, type: string, data: Buffer) =>
  Buffer.concat([png.subarray(0, 33), chunk(type, data), png.subarray(33)]);

async function assertPixels(bytes: Buffer, format: RasterFormat, expected: ArrayLike<number>, tolerance = 1e-4) {
  const { height, width, pixels } = await decodeRaster(bytes, format);
  assert.equal(height * width, expected.length);
  const worst = pixels.reduce((most, value, index) => Math.max(most, Math.abs(value - (expected[index] ?? 0))), 0);
  assert.ok(worst <= tolerance, `off by ${worst}`);
}

async function assertRefused(bytes: Buffer, format: RasterFormat, code: ProblemCode, detail: RegExp) {
  for (const work of [inspectRaster, decodeRaster]) {
    await assert.rejects(
      work(bytes, format),
      (error) => error instanceof AppError && error.code === code && detail.test(error.message),
    );
  }
}

test('8-bit grey PNG is exact, interlaced or not, with a gamma chunk or not', async () => {
  const png = await grey8().png().toBuffer();
  await assertPixels(png, 'png', EIGHT, 0);
  await assertPixels(await grey8().png({ progressive: true }).toBuffer(), 'png', EIGHT, 0);
  await assertPixels(withChunk(png, 'gAMA', Buffer.from([0, 0, 0x27, 0x10])), 'png', EIGHT, 0);
  assert.deepEqual(await inspectRaster(png, 'png'), { height: SIDE, width: SIDE, bitDepth: 8 });
});

test('16-bit grey PNG is v / 257, not rounded to 8 bits', async () => {
  const png = await raw(SIXTEEN, 1).toColourspace('grey16').png().toBuffer();
  await assertPixels(
    png,
    'png',
    SIXTEEN.map((v) => v),
    65535,
  );
  await assertPixels(
    png,
    'png',
    Float32Array.from(SIXTEEN, (value) => value / 257),
    0,
  );
  assert.equal((await inspectRaster(png, 'png')).bitDepth, 16);
});

test('colour PNG of 8 and 16 bits is luma', async () => {
  await assertPixels(await raw(RGB, 3).png().toBuffer(), 'png', luma(RGB));
  const wide = Uint16Array.from(RGB, (value) => value * 257);
  await assertPixels(await raw(wide, 3).toColourspace('rgb16').png().toBuffer(), 'png', luma(RGB));
});

test('palette, 1-bit and alpha PNG are read', async () => {
  const few = EIGHT.map((value) => (value > 127 ? 255 : 0));
  const bits = await raw(few, 1).toColourspace('b-w').png({ palette: true, colours: 2 }).toBuffer();
  await assertPixels(bits, 'png', few, 0);
  const alpha = Uint8Array.from({ length: SIDE * SIDE * 2 }, (_, index) => (index % 2 === 0 ? 200 : index % 256));
  const expected = Float32Array.from({ length: SIDE * SIDE }, (_, i) => (200 * (alpha[2 * i + 1] ?? 0)) / 255);
  await assertPixels(await raw(alpha, 2).png().toBuffer(), 'png', expected);
});

test('grey, colour, progressive and CMYK JPEG are read', async () => {
  const smooth = Uint8Array.from({ length: SIDE * SIDE }, (_, index) => 40 + (index % SIDE) * 7);
  const grey = () => raw(smooth, 1).toColourspace('b-w');
  await assertPixels(await grey().jpeg({ quality: 100 }).toBuffer(), 'jpeg', smooth, 2);
  await assertPixels(await grey().jpeg({ quality: 100, progressive: true }).toBuffer(), 'jpeg', smooth, 2);
  const tripled = Uint8Array.from({ length: 3 * smooth.length }, (_, index) => smooth[Math.floor(index / 3)] ?? 0);
  await assertPixels(await raw(tripled, 3).jpeg({ quality: 100 }).toBuffer(), 'jpeg', smooth, 2);
  const cmyk = await raw(tripled, 3).toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer();
  assert.equal((await sharp(cmyk).metadata()).channels, 4);
  await assertPixels(cmyk, 'jpeg', smooth, 30);
});

test('an embedded colour profile does not change grey values', async () => {
  const smooth = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, index) => 30 + (Math.floor(index / 3) % SIDE) * 8);
  const png = await raw(smooth, 3).keepIccProfile().withIccProfile('p3', { attach: true }).png().toBuffer();
  const stored = await sharp(png, { ignoreIcc: true }).raw().toBuffer();
  assert.equal((await sharp(png).metadata()).hasProfile, true);
  await assertPixels(png, 'png', luma(stored));
});

test('EXIF orientation is honoured, in the pixels and in the dimensions', async () => {
  const wide = Uint8Array.from({ length: 32 * 16 }, (_, index) => (index % 32 < 16 ? 0 : 200));
  const png = await raw(wide, 1, 32).toColourspace('b-w').withMetadata({ orientation: 6 }).png().toBuffer();
  assert.deepEqual(await inspectRaster(png, 'png'), { height: 32, width: 16, bitDepth: 8 });
  const { height, width, pixels } = await decodeRaster(png, 'png');
  assert.deepEqual([height, width, pixels[0], pixels[31 * 16]], [32, 16, 0, 200]);
  const sixteen = await raw(
    Uint16Array.from(wide, (v) => v * 257 + 1),
    1,
    32,
  )
    .toColourspace('grey16')
    .withMetadata({ orientation: 3 })
    .png()
    .toBuffer();
  const turned = await decodeRaster(sixteen, 'png');
  assert.deepEqual([turned.pixels[0], turned.pixels[31]], [Math.fround(51401 / 257), Math.fround(1 / 257)]);
});

test('an animated PNG is refused, one with a single frame is not', async () => {
  const png = await grey8().png().toBuffer();
  const frames = (count: number) => withChunk(png, 'acTL', Buffer.from([0, 0, 0, count, 0, 0, 0, 0]));
  await assertRefused(frames(2), 'png', 'unsupported-media', /animated/);
  await assertPixels(frames(1), 'png', EIGHT, 0);
});

test('sides below 16, above 8192 and more than 64 Mpx are refused from the header', async () => {
  const small = await raw(new Uint8Array(15 * 40), 1, 40)
    .toColourspace('b-w')
    .png()
    .toBuffer();
  await assertRefused(small, 'png', 'image-dimensions', /40 × 15/);
  const header = (width: number, height: number) => {
    const data = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0]);
    data.writeUInt32BE(width, 0);
    data.writeUInt32BE(height, 4);
    return data;
  };
  const png = await grey8().png().toBuffer();
  const claimed = (width: number, height: number) =>
    Buffer.concat([png.subarray(0, 8), chunk('IHDR', header(width, height)), png.subarray(33)]);
  await assertRefused(claimed(8193, 16), 'png', 'image-dimensions', /8193 × 16/);
  await assertRefused(claimed(8192, 8192), 'png', 'image-dimensions', /64 Mpx/);
  await assertRefused(claimed(100_000, 100_000), 'png', 'image-dimensions', /100000/);
  await assertRefused(claimed(24, 25), 'png', 'unreadable-image', /corrupt PNG/);
});

test('every truncation is named as one', async () => {
  const files: [Buffer, RasterFormat][] = [
    [await grey8().png().toBuffer(), 'png'],
    [await grey8().png({ progressive: true }).toBuffer(), 'png'],
    [await grey8().jpeg().toBuffer(), 'jpeg'],
    [await grey8().jpeg({ progressive: true }).toBuffer(), 'jpeg'],
  ];
  for (const [bytes, format] of files) {
    for (const length of [
      9,
      40,
      bytes.length >> 1,
      bytes.length - 13,
      bytes.length - 12,
      bytes.length - 2,
      bytes.length - 1,
    ]) {
      await assertRefused(bytes.subarray(0, length), format, 'unreadable-image', /truncated/);
    }
  }
});

test('a wrong check sum, a missing frame header and codings that the decoder does not know are refused', async () => {
  const png = await grey8().png().toBuffer();
  const flipped = Buffer.from(png);
  flipped[60] = (flipped[60] ?? 0) ^ 1;
  await assertRefused(flipped, 'png', 'unreadable-image', /corrupt PNG/);
  const jpeg = await grey8().jpeg({ optimiseCoding: false }).toBuffer();
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  const recoded = (marker: number, precision = 8) => {
    const bytes = Buffer.from(jpeg);
    bytes[frame + 1] = marker;
    bytes[frame + 4] = precision;
    return bytes;
  };
  await assertRefused(recoded(0xc3), 'jpeg', 'unsupported-media', /lossless JPEG/);
  await assertRefused(recoded(0xf7), 'jpeg', 'unsupported-media', /JPEG-LS/);
  await assertRefused(recoded(0xc1, 12), 'jpeg', 'unsupported-media', /12-bit/);
  await assertRefused(recoded(0xfe), 'jpeg', 'unreadable-image', /corrupt JPEG/);
});

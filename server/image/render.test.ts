import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { AppError } from '@/server/problem/appError';
import { renderPng, windowTo8Bit } from './render';

const pixels = Float32Array.from({ length: 64 * 32 }, (_, index) => (index % 64) * 4 + 0.25);
const radiograph = { height: 32, width: 64, pixels };

test('without options the scale is kept, rounded to 8 bits, grey and lossless', async () => {
  const png = await renderPng(radiograph);
  const { data, info } = await sharp(png).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  assert.deepEqual([info.height, info.width, info.channels], [32, 64, 1]);
  assert.deepEqual(
    [...data],
    [...pixels].map((value) => Math.round(value)),
  );
  const { channels, depth } = await sharp(png).metadata();
  assert.deepEqual([channels, depth], [1, 'uchar']);
});

test('level − window / 2 is black, level is middle, level + window / 2 is white; invert turns it round', () => {
  const values = Float32Array.of(0, 75, 100, 112.5, 125, 255);
  const options = { window: 50, level: 100 };
  assert.deepEqual([...windowTo8Bit(values, options)], [0, 0, 128, 191, 255, 255]);
  assert.deepEqual([...windowTo8Bit(values, { ...options, invert: true })], [255, 255, 128, 64, 0, 0]);
  assert.deepEqual([...windowTo8Bit(Float32Array.of(0, 10, 255), { invert: true })], [255, 245, 0]);
});

test('size is the longest side, keeps the aspect and never enlarges', async () => {
  const sizeOf = async (size: number) => {
    const { height, width } = await sharp(await renderPng(radiograph, { size })).metadata();
    return [height, width];
  };
  assert.deepEqual(await sizeOf(16), [8, 16]);
  assert.deepEqual(await sizeOf(64), [32, 64]);
  assert.deepEqual(await sizeOf(5000), [32, 64]);
});

test('options out of range are named', async () => {
  for (const options of [{ window: 0 }, { window: Number.NaN }, { level: Infinity }, { size: 0 }, { size: 1.5 }]) {
    const path = Object.keys(options)[0];
    await assert.rejects(
      renderPng(radiograph, options),
      (error) => error instanceof AppError && error.code === 'invalid-field' && error.errors[0]?.path === path,
    );
  }
});

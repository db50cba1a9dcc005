import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import { assetsDir, skipWithoutAssets } from '@/server/testing/assets';
import { areaResize } from './areaResize';

const image = fc.tuple(fc.integer({ min: 1, max: 13 }), fc.integer({ min: 1, max: 13 })).chain(([height, width]) =>
  fc.record({
    height: fc.constant(height),
    width: fc.constant(width),
    pixels: fc.float32Array({ minLength: height * width, maxLength: height * width, min: 0, max: 255, noNaN: true }),
  }),
);

const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('a whole factor averages blocks', () => {
  const pixels = Float32Array.of(1, 3, 10, 20, 5, 7, 30, 40);
  assert.deepEqual([...areaResize(pixels, [2, 4], [1, 2])], [4, 25]);
});

test('a pixel on the border of two boxes is split by area', () => {
  assert.deepEqual([...areaResize(Float32Array.of(0, 6, 12), [1, 3], [1, 2])], [2, 10]);
});

test('enlarging keeps the box mean', () => {
  assert.deepEqual([...areaResize(Float32Array.of(0, 6), [1, 2], [1, 3])], [0, 3, 6]);
});

test('the mean of the image is kept for every size', () => {
  fc.assert(
    fc.property(
      image,
      fc.integer({ min: 1, max: 17 }),
      fc.integer({ min: 1, max: 17 }),
      (from, outHeight, outWidth) => {
        const out = areaResize(from.pixels, [from.height, from.width], [outHeight, outWidth]);
        assert.ok(Math.abs(mean(out) - mean(from.pixels)) < 1e-3);
      },
    ),
  );
});

test('the same size gives the same pixels', () => {
  fc.assert(
    fc.property(image, ({ pixels, height, width }) => {
      assert.deepEqual(areaResize(pixels, [height, width], [height, width]), pixels);
    }),
  );
});

test('a size that does not fit the pixels is refused', () => {
  assert.throws(() => areaResize(new Float32Array(5), [2, 3], [1, 1]), /pixels: length 5 is not 2 x 3/);
  assert.throws(() => areaResize(new Float32Array(6), [2, 3], [0, 1]), RangeError);
});

test('512 to 224 equals cv2.INTER_AREA on float of the reference', { skip: skipWithoutAssets }, async () => {
  const id = '00001369_000';
  const { data, info } = await sharp(join(assetsDir, 'golden/images', `${id}.png`))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const reference = readFileSync(join(assetsDir, 'golden/tensors', `${id}.input_gray.f32`));
  const out = areaResize(Float32Array.from(data), [info.height, info.width], [224, 224]);
  for (let i = 0; i < out.length; i++) {
    const difference = (out[i] ?? 0) / 127.5 - 1 - reference.readFloatLE(4 * i);
    assert.ok(Math.abs(difference) < 1e-6, `pixel ${i} differs by ${difference}`);
  }
});

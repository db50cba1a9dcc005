import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bilinearResize } from './bilinearResize';

test('coordinates are half-pixel centres and edges are clamped', () => {
  // torch.nn.functional.interpolate([[0, 4]], size=(1, 4), mode='bilinear', align_corners=False)
  assert.deepEqual([...bilinearResize(Float32Array.of(0, 4), [1, 2], [1, 4])], [0, 1, 3, 4]);
});

test('both axes are interpolated', () => {
  const out = bilinearResize(Float32Array.of(0, 4, 8, 12), [2, 2], [4, 4]);
  assert.deepEqual([...out], [0, 1, 3, 4, 2, 3, 5, 6, 6, 7, 9, 10, 8, 9, 11, 12]);
});

test('the result stays within the range of the input', () => {
  const side = fc.integer({ min: 1, max: 9 });
  fc.assert(
    fc.property(side, side, side, side, fc.integer(), (height, width, outHeight, outWidth, seed) => {
      const pixels = Float32Array.from({ length: height * width }, (_, i) => Math.sin(seed + i * 12.9898) * 100);
      const out = bilinearResize(pixels, [height, width], [outHeight, outWidth]);
      assert.ok(Math.max(...out) <= Math.max(...pixels) + 1e-4 && Math.min(...out) >= Math.min(...pixels) - 1e-4);
    }),
  );
});

test('the same size gives the same pixels', () => {
  const pixels = Float32Array.of(1, 2, 3, 4, 5, 6);
  assert.deepEqual(bilinearResize(pixels, [2, 3], [2, 3]), pixels);
});

test('a fractional size is refused', () => {
  assert.throws(() => bilinearResize(new Float32Array(6), [2, 3], [1.5, 1]), /output size: 1.5 x 1/);
});

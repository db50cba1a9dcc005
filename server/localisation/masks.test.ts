import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Mask } from '@/server/audit/mask';
import { boxesMask } from './boxesMask';
import { LESION_SIDE, lesionSize, shrinkLesion } from './lesionMask';
import { otsuThreshold } from './otsuThreshold';

const inside = (mask: Mask): number => mask.data.reduce((sum, value) => sum + value, 0);

test('a box holds the pixels whose centres it holds, and boxes are united', () => {
  const mask = boxesMask(
    [
      { x: 0.25, y: 0, width: 0.5, height: 0.25 },
      { x: 0.5, y: 0, width: 0.5, height: 0.25 },
    ],
    4,
    4,
  );
  assert.deepEqual([...mask.data.subarray(0, 5)], [0, 1, 1, 1, 0]);
  assert.equal(inside(mask), 3);
});

test('no box is lost for being small, at whichever edge', () => {
  for (const at of [0, 0.3, 0.999_999])
    assert.equal(inside(boxesMask([{ x: at, y: at, width: 1e-6, height: 1e-6 }], 7, 7)), 1);
});

test('a box outside the image, empty or not of numbers is refused', () => {
  for (const box of [
    { x: 0.6, y: 0, width: 0.5, height: 0.5 },
    { x: -0.1, y: 0, width: 0.5, height: 0.5 },
    { x: 0, y: 0, width: 0, height: 0.5 },
    { x: Number.NaN, y: 0, width: 0.5, height: 0.5 },
  ])
    assert.throws(() => boxesMask([box], 8, 8), /^RangeError: box: /);
});

test('a mask larger than needed is halved by area, and a line too thin for that stays', () => {
  assert.deepEqual(lesionSize(2048, 1024), [LESION_SIDE, LESION_SIDE / 2]);
  assert.deepEqual(lesionSize(300, 200), [300, 200]);
  const data = new Uint8Array(1024 * 1024);
  for (let y = 100; y < 300; y++) data.fill(1, y * 1024 + 200, y * 1024 + 600);
  const mask = shrinkLesion({ height: 1024, width: 1024, data });
  assert.equal(inside(mask), 100 * 200);
  const thin = new Uint8Array(2048 * 2048);
  for (let y = 0; y < 2048; y++) thin[y * 2048 + 5] = 1;
  assert.equal(inside(shrinkLesion({ height: 2048, width: 2048, data: thin })), 512);
});

test('Otsu parts two heaps between them, and answers 0 where all values are alike', () => {
  const values = Float64Array.from([...Array(30).fill(0.1), ...Array(10).fill(0.8)]);
  const threshold = otsuThreshold(values);
  assert.ok(threshold >= 0.098 && threshold < 0.8, `${threshold}`);
  assert.equal(otsuThreshold(new Float64Array(9).fill(0.4)), 0);
});

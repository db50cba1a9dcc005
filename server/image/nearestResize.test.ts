import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestResize } from './nearestResize';

const mask = { height: 2, width: 2, data: Uint8Array.of(1, 0, 0, 1) };

test('doubling repeats each pixel, and halving again gives the mask back', () => {
  const doubled = nearestResize(mask, [4, 4]);
  assert.deepEqual([...doubled.data], [1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1]);
  assert.deepEqual(nearestResize(doubled, [2, 2]), mask);
  assert.equal(nearestResize(mask, [2, 2]), mask);
});

test('an image that is stretched keeps its corners', () => {
  const stretched = nearestResize(mask, [3, 5]);
  assert.equal(stretched.data.length, 15);
  assert.deepEqual([stretched.data[0], stretched.data[4], stretched.data[14]], [1, 0, 1]);
});

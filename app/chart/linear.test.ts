import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linear, ticks } from './linear';

test('a scale is clamped to its range', () => {
  const scale = linear(0, 1, 4, 104);
  assert.deepEqual([scale(0), scale(0.5), scale(1), scale(2), scale(-1)], [4, 54, 104, 104, 4]);
  assert.equal(linear(3, 3, 0, 10)(3), 5);
});

test('ticks are round and inside', () => {
  assert.deepEqual(ticks(-4.25, -3.55, 4), [-4.2, -4, -3.8, -3.6]);
  assert.deepEqual(ticks(0, 1, 2), [0, 0.5, 1]);
  assert.deepEqual(ticks(2, 2, 4), [2]);
});

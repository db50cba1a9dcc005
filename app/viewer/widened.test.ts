import assert from 'node:assert/strict';
import { test } from 'node:test';
import { union, widenedPath } from './widened';

const dot = (x: number, y: number, side = 14) => {
  const data = new Uint8Array(side * side);
  data[y * side + x] = 1;
  return { height: side, width: side, data };
};

test('the anatomy is all that its masks hold', () => {
  const both = union([dot(2, 3), dot(5, 3)]);
  assert.deepEqual([both?.data[3 * 14 + 2], both?.data[3 * 14 + 5], both?.data[0]], [1, 1, 0]);
});

test('without masks, or with masks of two sizes, nothing is drawn', () => {
  assert.equal(widenedPath([], { height: 7, width: 7 }, 1000), null);
  assert.equal(widenedPath([dot(2, 2), dot(2, 2, 7)], { height: 7, width: 7 }, 1000), null);
});

test('the outline lies half a cell outside the mask', () => {
  const path = widenedPath([dot(7, 7, 14)], { height: 7, width: 7 }, 14);
  const numbers = path?.match(/[\d.]+/g)?.map(Number) ?? [];
  assert.deepEqual([Math.min(...numbers), Math.max(...numbers)], [6, 9]);
});

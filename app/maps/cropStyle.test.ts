import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cropStyle } from './cropStyle';

test('a box in the middle fills the window, with a margin around it', () => {
  assert.deepEqual(cropStyle({ x: 0.4, y: 0.4, width: 0.2, height: 0.1 }), {
    ...{ width: '294.12%', height: '294.12%' },
    ...{ left: '-97.06%', top: '-82.35%' },
  });
});

test('a box at the edge never shows what is beyond the picture', () => {
  const { left, top, width } = cropStyle({ x: 0, y: 0.95, width: 0.05, height: 0.05 });
  assert.deepEqual([left, top, width], ['0.00%', '-1076.47%', '1176.47%']);
});

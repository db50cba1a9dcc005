import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectedComponents } from './connectedComponents';
import { drawMask } from './drawMask.fixture';
import { fillHoles } from './fillHoles';
import { floodFromBorder } from './floodFromBorder';
import { uniteMasks } from './uniteMasks';

test('a corner joins pixels in 8-connectivity only', () => {
  const mask = drawMask('#..', '.#.', '..#');
  assert.equal(connectedComponents(mask, 4).components.length, 3);
  assert.equal(connectedComponents(mask, 8).components.length, 1);
  assert.equal(connectedComponents(drawMask('..#', '.#.', '#..'), 8).components.length, 1);
});

test('components are measured and labelled in reading order', () => {
  const { labels, components } = connectedComponents(drawMask('.##.', '.#..', '...#'), 4);
  assert.deepEqual([...labels], [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 2]);
  assert.deepEqual(components, [
    { label: 1, area: 3, x: 1, y: 0, width: 2, height: 2, centroidX: 4 / 3, centroidY: 1 / 3 },
    { label: 2, area: 1, x: 3, y: 2, width: 1, height: 1, centroidX: 3, centroidY: 2 },
  ]);
});

test('an empty mask has no components', () => {
  assert.deepEqual(connectedComponents(drawMask('...'), 8).components, []);
});

test('holes are filled, bays that reach the border are not', () => {
  assert.deepEqual(fillHoles(drawMask('####.', '#..#.', '####.')), drawMask('####.', '####.', '####.'));
  assert.deepEqual(fillHoles(drawMask('##.##', '#...#', '#####')), drawMask('##.##', '#...#', '#####'));
  assert.deepEqual(fillHoles(drawMask('.#.', '#.#', '.#.')), drawMask('.#.', '###', '.#.'));
});

test('only what touches the border is kept by the flood', () => {
  assert.deepEqual(floodFromBorder(drawMask('#....', '#.#..', '.....')), drawMask('#....', '#....', '.....'));
});

test('a union has every pixel of its masks and wants one size', () => {
  assert.deepEqual(uniteMasks([drawMask('#..'), drawMask('..#')]), drawMask('#.#'));
  assert.throws(() => uniteMasks([]), /masks: none/);
  assert.throws(() => uniteMasks([drawMask('#..'), drawMask('#.')]), /mask size: 1x2, expected 1x3/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pinched } from './pinch';
import { imagePoint } from './probe';

const WHOLE = { zoom: 1, x: 0.5, y: 0.5 };

test('what lay between the fingers stays between them', () => {
  const from = { middle: { x: 0.4, y: 0.6 }, apart: 100 };
  const to = { middle: { x: 0.5, y: 0.5 }, apart: 250 };
  const after = pinched(WHOLE, from, to);
  const [before, now] = [imagePoint(WHOLE, from.middle), imagePoint(after, to.middle)];
  assert.equal(after.zoom, 2.5);
  assert.ok(Math.abs(before.x - now.x) < 1e-12 && Math.abs(before.y - now.y) < 1e-12);
});

test('fingers cannot shrink the image below the pane, nor leave a border', () => {
  const from = { middle: { x: 0.2, y: 0.2 }, apart: 300 };
  assert.deepEqual(pinched({ zoom: 2, x: 0.3, y: 0.3 }, from, { middle: { x: 0.9, y: 0.9 }, apart: 30 }), WHOLE);
  const moved = pinched({ zoom: 2, x: 0.5, y: 0.5 }, from, { middle: { x: 5, y: 0.2 }, apart: 300 });
  assert.deepEqual(moved, { zoom: 2, x: 0.25, y: 0.5 });
});

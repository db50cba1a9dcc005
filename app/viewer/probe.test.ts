import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellAt, imagePoint, keepInside, valueAt, zoneAt, zoomAt } from './probe';

test('a point is in the cell that holds it, the far edge in the last one', () => {
  assert.deepEqual(cellAt({ x: 0.999, y: 0 }, 7, 7), { row: 0, column: 6, index: 6 });
  assert.deepEqual(cellAt({ x: 1, y: 1 }, 7, 7), { row: 6, column: 6, index: 48 });
  assert.equal(valueAt({ height: 2, width: 2, values: [1, 2, 3, 4] }, { x: 0.6, y: 0.6 }), 4);
});

test('where masks overlap the ledger’s order decides', () => {
  const full = { height: 1, width: 1, data: Uint8Array.of(1) };
  const masks = [
    { zone: 'heart' as const, ...full },
    { zone: 'lung-left' as const, ...full },
  ];
  assert.equal(zoneAt(masks, { x: 0.5, y: 0.5 }), 'lung-left');
  assert.equal(zoneAt([], { x: 0.5, y: 0.5 }), null);
  assert.equal(zoneAt([], { x: 0.5, y: 0.5 }, 'body-other'), 'body-other');
});

test('zooming keeps the point under the pointer', () => {
  const view = { zoom: 2, x: 0.5, y: 0.5 };
  const pointer = { x: 0.6, y: 0.4 };
  const before = imagePoint(view, pointer);
  const after = imagePoint(zoomAt(view, pointer, 3), pointer);
  assert.ok(Math.abs(before.x - after.x) < 1e-12 && Math.abs(before.y - after.y) < 1e-12);
});

test('the view never shows beyond the image', () => {
  assert.deepEqual(keepInside({ x: 0, y: 1 }, 2), { x: 0.25, y: 0.75 });
  assert.deepEqual(zoomAt({ zoom: 4, x: 0.9, y: 0.1 }, { x: 0.5, y: 0.5 }, 1), { zoom: 1, x: 0.5, y: 0.5 });
});

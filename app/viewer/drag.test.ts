import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dragged, type Start } from './drag';
import { DEFAULT_VIEW } from './viewQuery';

const from = (part: Partial<Start>): Start => ({
  kind: 'window',
  clientX: 100,
  clientY: 100,
  view: DEFAULT_VIEW,
  width: 500,
  height: 500,
  ...part,
});

test('a press that hardly moves is no drag', () => {
  assert.equal(dragged(from({}), { clientX: 102, clientY: 101 }), null);
});

test('to the right the window widens, downwards the level rises, within bounds', () => {
  assert.deepEqual(dragged(from({}), { clientX: 140, clientY: 60 }), { window: 285, level: 98 });
  assert.deepEqual(dragged(from({}), { clientX: -9000, clientY: 100 }), { window: 1, level: 128 });
});

test('a pan moves the image with the pointer, and never beyond its edge', () => {
  const start = from({ kind: 'pan', view: { ...DEFAULT_VIEW, zoom: 2 } });
  assert.deepEqual(dragged(start, { clientX: 150, clientY: 100 }), { x: 0.45, y: 0.5 });
  assert.deepEqual(dragged(start, { clientX: 1100, clientY: 100 }), { x: 0.25, y: 0.5 });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextCut, panBy, zoomIn, zoomOut } from './steps';
import { CUTS, DEFAULT_VIEW, MAX_ZOOM } from './viewQuery';

test('zooming steps in to the closest, then back to the whole; out again to the whole', () => {
  assert.equal(zoomIn(DEFAULT_VIEW).zoom, 1.5);
  assert.equal(zoomIn({ ...DEFAULT_VIEW, zoom: 7 }).zoom, MAX_ZOOM);
  assert.deepEqual(zoomIn({ ...DEFAULT_VIEW, zoom: MAX_ZOOM }), { zoom: 1, x: 0.5, y: 0.5 });
  assert.deepEqual(zoomOut({ ...DEFAULT_VIEW, zoom: 1.2, x: 0.55 }), { zoom: 1, x: 0.5, y: 0.5 });
});

test('a pan by keys stays inside', () => {
  assert.deepEqual(panBy(DEFAULT_VIEW, 1, 0), { x: 0.5, y: 0.5 });
  assert.deepEqual(panBy({ ...DEFAULT_VIEW, zoom: 2 }, -1, 1), { x: 0.45, y: 0.55 });
});

test('thresholds go round', () => {
  const seen = CUTS.map((cut) => nextCut({ ...DEFAULT_VIEW, cut }).cut);
  assert.deepEqual(seen, [...CUTS.slice(1), CUTS[0]]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { along, ridgeExtent, ridgePath, ridgePoints } from './ridgeShape';

const bins = { from: -4, width: 0.5 };

test('the extent holds every series but their outermost cases', () => {
  const many = [1, 0, 0, 5000, 5000, 0, 0, 0];
  assert.deepEqual(ridgeExtent([many, [0, 0, 0, 0, 0, 7, 0, 0]], bins), { from: -2.5, to: -1 });
  assert.equal(ridgeExtent([[0, 0], []], bins), null);
});

test('the area under a ridge is 1, however many cases it has', () => {
  for (const scale of [1, 100]) {
    const points = ridgePoints([scale, 2 * scale, scale], bins, { from: -4, to: -2.5 });
    const area = points.reduce((sum, { density }) => sum + density * 0.5, 0);
    assert.ok(Math.abs(area - 1) < 1e-12);
    assert.deepEqual(
      points.map(({ x }) => x),
      [1 / 6, 0.5, 5 / 6],
    );
  }
});

test('many bins are joined to at most 48 points that lose no case', () => {
  const counts = Array.from({ length: 128 }, () => 3);
  const points = ridgePoints(counts, { from: 0, width: 0.1 }, { from: 0, to: 12.8 });
  assert.equal(points.length, 43);
  const area = points.reduce((sum, { density }) => sum + density * 0.3, 0);
  assert.ok(Math.abs(area - 1) < 1e-12);
});

test('an extent that begins before the bins finds nothing there', () => {
  const points = ridgePoints([4], bins, { from: -5, to: -3.5 });
  assert.deepEqual(
    points.map(({ density }) => density),
    [0, 0, 2],
  );
});

test('a ridge without cases has no path', () => {
  assert.deepEqual(ridgePoints([], bins, { from: -4, to: 0 }), []);
  assert.equal(ridgePath([], 1), '');
});

test('a logit beyond the extent is held at its end', () => {
  assert.equal(along(0, { from: -4, to: -2 }), 1);
  assert.equal(along(-3, { from: -4, to: -2 }), 0.5);
});

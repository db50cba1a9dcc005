import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fillPolygon } from './fillPolygon';
import type { Point } from './frame';
import { ellipse } from './spline';

const SIZE = 40;

function covered(points: readonly Point[]): Float32Array {
  const plane = new Float32Array(SIZE * SIZE);
  fillPolygon(plane, points, SIZE);
  return plane;
}

const area = (plane: Float32Array) => plane.reduce((sum, share) => sum + share, 0);

test('a rectangle covers exactly the share of each pixel that it should, either way round', () => {
  const corners: Point[] = [
    [3.25, 5.5],
    [9.75, 5.5],
    [9.75, 8.25],
    [3.25, 8.25],
  ];
  for (const points of [corners, corners.toReversed()]) {
    const plane = covered(points);
    assert.ok(Math.abs((plane[5 * SIZE + 3] ?? 0) - 0.375) < 1e-6);
    assert.ok(Math.abs((plane[6 * SIZE + 6] ?? 0) - 1) < 1e-6);
    assert.ok(Math.abs((plane[8 * SIZE + 9] ?? 0) - 0.1875) < 1e-6);
    assert.ok(Math.abs(area(plane) - 6.5 * 2.75) < 1e-4);
  }
});

test('the coverage of any triangle inside sums to its area', () => {
  const coordinate = fc.double({ min: 1, max: SIZE - 1, noNaN: true });
  const point = fc.tuple(coordinate, coordinate);
  fc.assert(
    fc.property(point, point, point, (a, b, c) => {
      const exact = Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2;
      assert.ok(Math.abs(area(covered([a, b, c])) - exact) < 1e-3);
    }),
  );
});

test('an outline that leaves the picture is cut at its sides', () => {
  const plane = covered(ellipse([0, 20], 10, 10, 0, 200));
  assert.ok(Math.abs(area(plane) - (Math.PI * 100) / 2) < 0.5);
  assert.equal(plane[20 * SIZE + 39], 0);
});

test('a second polygon raises what is there and nothing is left over from the first', () => {
  const plane = covered(ellipse([10, 10], 5, 5));
  fillPolygon(plane, ellipse([30, 30], 5, 5), SIZE);
  assert.ok(Math.abs(area(plane) - 2 * area(covered(ellipse([10, 10], 5, 5)))) < 0.05);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { boxOf, type Contour, contourPath, smoothContour, traceContours } from './traceContours';

function maskOf(...rows: string[]): { height: number; width: number; data: Uint8Array } {
  const width = rows[0]?.length ?? 0;
  return { height: rows.length, width, data: Uint8Array.from(rows.join(''), (c) => (c === '#' ? 1 : 0)) };
}

/** Shoelace area; positive for outlines, negative for holes. */
function area(contour: Contour): number {
  const n = contour.length / 2;
  const point = (i: number): [number, number] => [contour[(i % n) * 2] ?? 0, contour[(i % n) * 2 + 1] ?? 0];
  let twice = 0;
  for (let i = 0; i < n; i++) {
    const [x0, y0] = point(i);
    const [x1, y1] = point(i + 1);
    twice += x0 * y1 - x1 * y0;
  }
  return twice / 2;
}

test('a rectangle is four corners', () => {
  assert.deepEqual(traceContours(maskOf('....', '.##.', '.##.')), [[1, 1, 3, 1, 3, 3, 1, 3]]);
});

test('a ring has an outline and a hole', () => {
  const contours = traceContours(maskOf('###', '#.#', '###'));
  assert.deepEqual(contours.map(area), [9, -1]);
});

test('pixels that touch at a corner are apart', () => {
  assert.equal(traceContours(maskOf('#.', '.#')).length, 2);
  assert.equal(traceContours(maskOf('.#', '#.')).length, 2);
});

test('the areas of the outlines sum to the pixels of any mask', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 81 }),
      (width, bits) => {
        const height = Math.ceil(bits.length / width);
        const data = new Uint8Array(height * width);
        data.set(bits);
        const total = traceContours({ height, width, data }).reduce((sum, contour) => sum + area(contour), 0);
        assert.equal(
          total,
          bits.reduce((sum, bit) => sum + bit, 0),
        );
      },
    ),
  );
});

test('a smoothed outline keeps straight edges and cuts corners by half a pixel', () => {
  const [square = []] = traceContours(maskOf('##', '##'));
  assert.deepEqual(smoothContour(square), [0.5, 0, 1.5, 0, 2, 0.5, 2, 1.5, 1.5, 2, 0.5, 2, 0, 1.5, 0, 0.5]);
  const [stairs = []] = traceContours(maskOf('#..', '##.', '###'));
  assert.ok(Math.abs(area(smoothContour(stairs)) - area(stairs)) < 1);
});

test('a path is scaled and closed, a box encloses', () => {
  const [contour = []] = traceContours(maskOf('.#'));
  assert.equal(contourPath([contour], 10, 5), 'M10.00 0.00L20.00 0.00L20.00 5.00L10.00 5.00Z');
  assert.deepEqual(boxOf(contour), { left: 1, top: 0, right: 2, bottom: 1 });
});

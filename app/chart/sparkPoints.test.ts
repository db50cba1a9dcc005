import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sparkLabel, sparkPoints, sparkSpan } from './sparkPoints';

const point = (meanOutside: number | null, outsideN = meanOutside === null ? 0 : 1, hour = '00') => ({
  start: `2026-11-22T${hour}:00:00Z`,
  n: outsideN + 1,
  outsideN,
  meanOutside,
  low: null,
  high: null,
  meanProbability: 0,
});

test('undefined buckets leave a gap in the index', () => {
  assert.deepEqual(sparkPoints([point(0.5), point(null), point(0.6)]), [
    { index: 0, share: 0.5 },
    { index: 2, share: 0.6 },
  ]);
});

test('the span holds every share, is at least 20 points high and stays a share', () => {
  assert.equal(sparkSpan([]), null);
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (shares) => {
      const span = sparkSpan(shares);
      assert.ok(span !== null);
      assert.ok(span.low >= 0 && span.high <= 1 + 1e-12 && span.high - span.low >= 0.2 - 1e-12);
      assert.ok(shares.every((s) => s >= span.low - 1e-12 && s <= span.high + 1e-12));
    }),
  );
});

test('the label names the first and the last defined point with their maps', () => {
  const trend = [point(null), point(0.5, 12, '13'), point(0.4, 7, '14'), point(0.62, 1200, '15'), point(null)];
  assert.equal(
    sparkLabel(trend, 'hour'),
    'Outside share by hour: first 50\u00a0% (22 Nov, 13:00, n 12), last 62\u00a0% (22 Nov, 15:00, n 1,200), 3 points',
  );
  assert.match(sparkLabel([point(0.5)], 'day'), /22 Nov, n 1\), the only point$/);
  assert.equal(sparkLabel([point(null)], 'day'), 'Outside share: no defined point');
});

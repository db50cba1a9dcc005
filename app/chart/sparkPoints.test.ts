import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sparkPoints, sparkSpan } from './sparkPoints';

test('undefined buckets leave a gap in the index', () => {
  const point = (meanOutside: number | null) => ({
    start: '2026-11-22T00:00:00Z',
    n: 1,
    meanOutside,
    meanProbability: 0,
  });
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

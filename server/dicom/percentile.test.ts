import assert from 'node:assert/strict';
import { test } from 'node:test';
import { percentileOfCounts } from './percentile';

test('percentile is type 7: numpy.percentile([0, 1, 1, 3], 40) = 1 and 90 gives 2.4', () => {
  const counts = Uint32Array.from([1, 2, 0, 1]);
  assert.equal(percentileOfCounts(counts, 0.4), 1);
  assert.ok(Math.abs(percentileOfCounts(counts, 0.9) - 2.4) < 1e-12);
  assert.equal(percentileOfCounts(counts, 0), 0);
  assert.equal(percentileOfCounts(counts, 1), 3);
});

test('percentile of one value is that value', () => {
  assert.equal(percentileOfCounts(Uint32Array.from([0, 0, 7]), 0.005), 2);
});

test('percentile of nothing throws', () => {
  assert.throws(() => percentileOfCounts(new Uint32Array(4), 0.5), RangeError);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { meanInterval } from './meanInterval';

const sumsOf = (values: number[]): [number, number, number] => [
  values.length,
  values.reduce((a, b) => a + b, 0),
  values.reduce((a, b) => a + b * b, 0),
];

test('agrees with a textbook value', () => {
  // 0.2, 0.4, 0.6, 0.8: mean .5, sd .2581989, 1.959964 · sd / 2 = .2530302
  const { mean, low, high } = meanInterval(...sumsOf([0.2, 0.4, 0.6, 0.8]));
  assert.ok(Math.abs((mean ?? 0) - 0.5) < 1e-12);
  assert.ok(Math.abs((low ?? 0) - 0.2469698) < 1e-6);
  assert.ok(Math.abs((high ?? 0) - 0.7530302) < 1e-6);
});

test('no values have no mean, one value has no interval', () => {
  assert.deepEqual(meanInterval(0, 0, 0), { mean: null, low: null, high: null });
  assert.deepEqual(meanInterval(1, 0.3, 0.09), { mean: 0.3, low: null, high: null });
  assert.throws(() => meanInterval(-1, 0, 0), RangeError);
});

test('the interval holds the mean and stays on 0–1', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 50 }), (values) => {
      const { mean, low, high } = meanInterval(...sumsOf(values));
      assert.ok(mean !== null && low !== null && high !== null);
      assert.ok(low >= 0 && low <= mean + 1e-12 && mean <= high + 1e-12 && high <= 1);
    }),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rankCorrelation } from './rankCorrelation';

test('follows the order alone, ties by mid-ranks', () => {
  assert.equal(rankCorrelation([1, 2, 30, 400], [0.1, 0.2, 0.3, 0.4]), 1);
  assert.equal(rankCorrelation([1, 2, 3], [3, 2, 1]), -1);
  // scipy.stats.spearmanr([1, 2, 2, 3], [1, 3, 2, 4])
  assert.ok(Math.abs((rankCorrelation([1, 2, 2, 3], [1, 3, 2, 4]) ?? 0) - 0.948683) < 1e-6);
});

test('is not defined without spread', () => {
  assert.equal(rankCorrelation([1, 1, 1], [1, 2, 3]), null);
  assert.equal(rankCorrelation([], []), null);
  assert.throws(() => rankCorrelation([1], [1, 2]), /^RangeError: values/);
});

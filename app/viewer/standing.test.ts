import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byStanding, markPosition } from './standing';

const score = (probability: number, baseline: number, percentile: number | null) => ({
  probability,
  baseline,
  percentile,
});

test('scores are ordered by percentile, without one by their ratio to the baseline', () => {
  const scores = [score(0.1, 0.1, null), score(0.02, 0.001, null), score(0.3, 0.2, 20), score(0.01, 0.2, 80)];
  assert.deepEqual(
    scores.toSorted(byStanding).map((s) => s.probability),
    [0.01, 0.3, 0.02, 0.1],
  );
});

test('a score at its baseline is in the middle, extreme ones at the ends', () => {
  assert.deepEqual(
    [score(0.1, 0.1, null), score(0.9, 0.001, null), score(1e-9, 0.1, null), score(0.5, 0.1, 81)].map(markPosition),
    [0.5, 1, 0, 0.81],
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Distributions } from '@/server/queries/distributions';
import { probabilityBins } from './probabilityBins';

const scores = (counts: number[]) => [{ stratum: 'all', n: 0, counts, quartiles: null }];

const distributions: Distributions = {
  ...{ asOf: '', definitionVersion: '1', model: 'net@1', finding: 'Edema', by: null, from: -1, width: 0.5 },
  ...{ negatives: scores([4, 2, 0, 0]), positives: scores([0, 0, 1, 3]), unlabelled: scores([9, 9, 9, 9]) },
};

test('bars hold every labelled case once when they reach to 1', () => {
  const bars = probabilityBins(distributions, 1);
  assert.ok(Math.abs(bars.reduce((sum, { n }) => sum + n, 0) - 10) < 1e-9);
  assert.equal(bars.at(-1)?.to, 1);
});

test('a bin of the logit is spread over the bars that it spans, and what lies beyond is in none', () => {
  const bars = probabilityBins(distributions, 0.3);
  const n = bars.reduce((sum, bar) => sum + bar.n, 0);
  // From expit(−1) = .269 to .3 lies .287 of the bin that ends at expit(−.5) = .378.
  assert.ok(Math.abs(n - (4 * (0.3 - 0.26894)) / (0.37754 - 0.26894)) < 1e-3);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { percentileMarks } from './percentileMarks';

const one = (counts: number[]) => [{ stratum: 'all', n: 0, counts, quartiles: null }];
const base = { asOf: '', definitionVersion: '1', model: 'net@1', finding: 'Edema', by: null, from: -4, width: 1 };

test('percentiles count cases with every label, a bin in part', () => {
  const marks = percentileMarks({
    ...base,
    ...{ negatives: one([900, 50, 0, 0, 0]), positives: one([0, 0, 0, 50]), unlabelled: one([0, 0, 0, 0, 1000]) },
  });
  // logit(.05) = −2.94 lies 6 % into the second bin: 900 + 2.8 of 2,000 below.
  assert.equal(marks.find(({ probability }) => probability === 0.05)?.percentile.toFixed(1), '45.1');
  assert.equal(marks.find(({ probability }) => probability === 0.5)?.percentile.toFixed(1), '50.0');
});

test('under 1,000 cases no percentile is told', () => {
  assert.deepEqual(percentileMarks({ ...base, negatives: one([999]), positives: [], unlabelled: [] }), []);
});

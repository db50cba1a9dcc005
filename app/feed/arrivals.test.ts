import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrivals } from './arrivals';

const rows = (...seqs: number[]) => seqs.map((seq) => ({ seq }));

test('only rows newer than all that are shown are arrivals', () => {
  assert.equal(arrivals(rows(7, 5), rows(9, 8, 7, 6, 5)), 2);
  assert.equal(arrivals(rows(), rows(2, 1)), 2);
  assert.equal(arrivals(rows(3), rows()), 0);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bucketLabel, instant, since } from './time';

test('durations use at most two units', () => {
  assert.deepEqual([4_200, 720_000, 3_780_000, 7_200_000, 260_000_000, -5].map(since), [
    '4\u00a0s',
    '12\u00a0min',
    '1\u00a0h\u00a03',
    '2\u00a0h',
    '3\u00a0d',
    '0\u00a0s',
  ]);
});

test('instants are absolute, in UTC, whatever the machine is set to', () => {
  assert.equal(instant('2026-11-22T15:32:08+01:00'), '22 Nov 2026, 14:32:08 UTC');
});

test('buckets are named by their grain', () => {
  const at = '2026-11-22T14:00:00Z';
  assert.deepEqual(
    [bucketLabel(at, 'hour'), bucketLabel(at, 'day'), bucketLabel(at, 'month')],
    ['22 Nov, 14:00', '22 Nov', 'Nov 2026'],
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AWAY_AFTER_MS, claimStep, leftWords, RENEW_UNDER_MS } from './claimTime';

test('a claim is renewed near its end while its reader is at work, and runs out without one', () => {
  assert.equal(claimStep(RENEW_UNDER_MS, 0), 'keep');
  assert.equal(claimStep(RENEW_UNDER_MS - 1, 0), 'renew');
  assert.equal(claimStep(RENEW_UNDER_MS - 1, AWAY_AFTER_MS), 'keep');
  assert.equal(claimStep(0, 0), 'lost');
});

test('time left is told in minutes and seconds', () => {
  assert.deepEqual([leftWords(531_000), leftWords(59_100), leftWords(-5)], ['8:51', '1:00', '0:00']);
});

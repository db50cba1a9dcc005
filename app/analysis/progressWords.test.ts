import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnalysisState } from '@/server/analysis/kinds';
import { announcement, progressWords, standing } from './progressWords';

const state: AnalysisState = {
  ...{ id: 'x', kind: 'added-auc', status: 'running', done: 120_000, total: 700_000 },
  ...{ requestedAt: '2026-11-23T10:00:00Z', finishedAt: null, result: null, asOf: null, problem: null },
};
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('progress has counts, the rate in two figures and the time left', () => {
  assert.equal(plain(progressWords(state, 94_870)), '120,000 of 700,000 results · 95,000 a second · about 6 s left');
  assert.equal(plain(progressWords(state, null)), '120,000 of 700,000 results');
  assert.equal(progressWords({ ...state, total: null }, null), 'counting what there is to read');
  assert.equal(plain(progressWords({ ...state, done: 700_000 }, 9)), 'all 700,000 results read, computing');
  assert.equal(progressWords({ ...state, status: 'waiting' }, null), '');
});

test('a stopped or failed one says so, and why', () => {
  assert.equal(standing({ ...state, status: 'cancelled' }, 'Intervals'), 'Intervals: stopped.');
  const failed: AnalysisState = { ...state, status: 'failed', problem: 'the disk is full' };
  assert.equal(standing(failed, 'Intervals'), 'Intervals: failed. The disk is full.');
  assert.equal(announcement(failed, 'Intervals'), 'Intervals: failed. The disk is full.');
});

test('what is read aloud does not change with each step', () => {
  assert.equal(announcement(state, 'Intervals'), announcement({ ...state, done: 5 }, 'Intervals'));
});

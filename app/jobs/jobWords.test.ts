import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JOB_KINDS, JOB_REASONS } from '@/server/queries/jobs';
import { headline, kindWord, mayHelp, nextWords, outcomeWords, reasonStep, reasonWords } from './jobWords';

test('every kind and every reason has words of its own', () => {
  for (const kind of JOB_KINDS) assert.notEqual(kindWord(kind), kind);
  for (const code of JOB_REASONS) {
    assert.match(reasonWords({ code, version: null }), /^[A-Za-z ,]+$/);
    assert.match(reasonStep({ code, version: null }), /\.$/);
  }
  assert.equal(reasonWords({ code: 'too-slow', version: 'nih14@1' }), 'nih14@1: it took too long');
});

test('the page says first what needs a decision', () => {
  const none = { dead: 0, retrying: 0, running: 1, waiting: 2, discarded: 4 };
  assert.equal(headline(none, undefined), 'Nothing is stuck');
  assert.equal(headline(none, 'sweep-files'), 'Nothing of this kind is stuck');
  assert.equal(headline({ ...none, retrying: 2 }, undefined), '2 jobs are being tried again');
  assert.equal(headline({ ...none, retrying: 2, dead: 1 }, undefined), '1 dead job needs a decision');
});

test('the next try is told from the moment of the numbers', () => {
  const job = {
    id: 'a',
    kind: 'x',
    object: null,
    attempts: 1,
    maxAttempts: 8,
    reasons: [],
    createdAt: '',
    runningSince: null,
  };
  const asOf = '2026-11-23T10:00:00.000Z';
  assert.equal(nextWords({ ...job, state: 'retrying', nextAt: '2026-11-23T10:00:20.000Z' }, asOf), 'in 20\u00a0s');
  assert.equal(nextWords({ ...job, state: 'waiting', nextAt: '2026-11-23T09:59:00.000Z' }, asOf), 'next in line');
  assert.equal(nextWords({ ...job, state: 'dead', nextAt: null }, asOf), null);
});

test('a change is summed up, what was left alone included', () => {
  assert.equal(
    outcomeWords(['retried', 'retried', 'running']),
    '2 jobs will be tried now. 1 job runs just now, left alone.',
  );
});

test('retry is the advice unless every reason is final', () => {
  assert.equal(mayHelp([]), true);
  assert.equal(mayHelp([{ code: 'unreadable-image', version: null }]), false);
  assert.equal(
    mayHelp([
      { code: 'unreadable-mask', version: 'a@1' },
      { code: 'too-slow', version: 'b@1' },
    ]),
    true,
  );
});

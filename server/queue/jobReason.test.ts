import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operatorMessage, reasonsOf } from './jobReason';

const failure = { state: 'retrying', status: 'pending', statusReason: null, lastError: null, attempts: 1 };
const codes = (lastError: string) => reasonsOf({ ...failure, lastError }).map(({ code }) => code);

test('what goes wrong below the product has a reason of its own', () => {
  assert.deepEqual(codes('the file 3fa1c9d02b77… is missing in the store'), ['file-missing']);
  assert.deepEqual(codes('ENOSPC: no space left on device, write'), ['store-full']);
  assert.deepEqual(codes("Can't reach database server at 127.0.0.1:5432"), ['database']);
  assert.deepEqual(codes('terminating connection due to administrator command'), ['database']);
  assert.deepEqual(codes('Connection terminated unexpectedly'), ['database']);
  assert.deepEqual(codes('something that nobody foresaw: DOE^JANE'), ['internal']);
});

test('each version keeps its own reason, sharpened by what the queue heard', () => {
  const both = {
    ...failure,
    state: 'dead',
    status: 'failed',
    statusReason: 'nih14@1 unavailable, lung5@1 unreadable-image',
    lastError: 'nih14@1: AppError: segmenter lung_unet@1 is not registered; lung5@1: AppError: cannot be decoded',
  };
  assert.deepEqual(reasonsOf(both), [
    { code: 'segmenter-missing', version: 'nih14@1' },
    { code: 'unreadable-image', version: 'lung5@1' },
  ]);
  assert.deepEqual(
    reasonsOf({ ...both, statusReason: 'Dr. Doe, 1953' }).map(({ code }) => code),
    ['internal', 'internal'],
  );
});

test('a try without an error is a worker that ended, and nothing that was not tried has a reason', () => {
  assert.deepEqual(reasonsOf(failure), [{ code: 'worker-died', version: null }]);
  assert.deepEqual(reasonsOf({ ...failure, state: 'waiting', attempts: 0 }), []);
  assert.deepEqual(reasonsOf({ ...failure, state: 'running' }), []);
});

test('a message for operators has no stack and no control characters, and is cut', () => {
  assert.equal(operatorMessage('one\u0007\n    at run (/a/b.js:1:2)\ntwo'), 'one\ntwo');
  assert.equal(operatorMessage(`${'x'.repeat(9000)}`)?.length, 2000);
  assert.equal(operatorMessage(null), null);
});

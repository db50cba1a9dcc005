import assert from 'node:assert/strict';
import { test } from 'node:test';
import { besideMethods, besideTarget, needsMethods } from './besideTarget';

const view = (beside: string) => ({ beside, method: 'log-ratio' as const });

test('a version that has answered and another method can stand beside; all else is the plain picture', () => {
  assert.deepEqual(besideTarget(view('version:a@2'), ['a@2']), { kind: 'version', model: 'a@2' });
  assert.deepEqual(besideTarget(view('method:rise'), []), { kind: 'method', method: 'rise' });
  for (const other of ['', 'version:a@3', 'method:none', 'method:log-ratio']) {
    assert.deepEqual(besideTarget(view(other), ['a@2']), { kind: 'plain' });
  }
});

test('versions are compared by a map that both have', () => {
  assert.deepEqual(besideMethods({ kind: 'version', model: 'a@2' }, 'rise'), ['log-ratio', 'log-ratio']);
  assert.deepEqual(besideMethods({ kind: 'method', method: 'rise' }, 'cam'), ['cam', 'rise']);
});

test('only a method that is made on demand needs the list', () => {
  assert.equal(needsMethods({ side: true, beside: 'method:rise' }), true);
  assert.equal(needsMethods({ side: true, beside: 'method:cam' }), false);
  assert.equal(needsMethods({ side: false, beside: 'method:rise' }), false);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costWords, type MethodEntry, stateWords } from './methodList';

const entry: MethodEntry = {
  ...{ method: 'occlusion', label: 'Occlusion', state: 'available', reason: null },
  ...{ forwards: 50, seconds: 1.24, isExploratory: false, analysis: null },
};
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('the cost is told before anything runs', () => {
  assert.equal(plain(costWords(entry)), '50 forward passes, about 1.2 s');
  assert.equal(plain(costWords({ forwards: 512, seconds: 75 })), '512 forward passes, about 1 min');
  assert.equal(costWords({ forwards: 1, seconds: null }), '1 forward pass, time not measured yet');
  assert.equal(costWords({ forwards: 0, seconds: 0 }), 'comes with every reading');
});

test('a method under way tells how far it is, in forward passes', () => {
  const analysis = { id: 'x', status: 'running', done: 12, total: 50 };
  assert.equal(stateWords({ ...entry, analysis }), '12 of 50 forward passes');
  assert.equal(stateWords({ ...entry, analysis: { ...analysis, status: 'waiting' } }), 'waits for its turn');
});

test('a refused method and one that failed its check say why', () => {
  assert.equal(stateWords({ ...entry, state: 'refused', reason: 'a hidden layer' }), 'refused: a hidden layer');
  assert.match(stateWords({ ...entry, state: 'not-offered' }), /^not offered: it failed a check/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { opensItself } from './opensItself';
import { ANCHORS } from './steps';

const moment = { ready: true, seen: false, present: ANCHORS, idle: true };

test('it opens by itself when the demonstration has figures', () => assert.equal(opensItself(moment), true));

test('never again, never before the figures, never over what the reader does, never with a step missing', () => {
  assert.equal(opensItself({ ...moment, seen: true }), false);
  assert.equal(opensItself({ ...moment, ready: false }), false);
  assert.equal(opensItself({ ...moment, idle: false }), false);
  for (const gone of ANCHORS) {
    assert.equal(opensItself({ ...moment, present: ANCHORS.filter((anchor) => anchor !== gone) }), false, gone);
  }
});

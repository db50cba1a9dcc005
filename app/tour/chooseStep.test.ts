import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { neighbour, resolveStep, route } from './chooseStep';
import { ANCHORS } from './steps';

test('with every anchor the steps follow each other and end', () => {
  assert.deepEqual(route(ANCHORS), [0, 1, 2, 3, 4]);
  assert.equal(neighbour(0, 1, ANCHORS), 1);
  assert.equal(neighbour(4, 1, ANCHORS), null);
  assert.equal(neighbour(0, -1, ANCHORS), null);
});

test('a step whose anchor is missing is passed over, forwards first', () => {
  const present = ['pooled-auc', 'feed'] as const;
  assert.equal(resolveStep(0, present), 1);
  assert.equal(resolveStep(2, present), 4);
  assert.equal(neighbour(4, -1, present), 1);
  assert.equal(resolveStep(4, ['demonstration']), 0);
  assert.equal(resolveStep(2, []), null);
});

test('going on from any step visits all that exist once, and back again', () => {
  fc.assert(
    fc.property(fc.subarray([...ANCHORS]), (present) => {
      const steps = route(present);
      for (const [i, step] of steps.entries()) {
        assert.equal(resolveStep(step, present), step);
        assert.equal(neighbour(step, 1, present), steps[i + 1] ?? null);
        assert.equal(neighbour(step, -1, present), steps[i - 1] ?? null);
      }
    }),
  );
});

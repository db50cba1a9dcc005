import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flagsOf } from './flags';

const flaggable = { probability: 0.5, threshold: 0.5, outsideShare: 0.6, areaOutside: 0.3 };

test('a positive case with most of its evidence outside, and more than its area, is flagged', () => {
  assert.deepEqual(flagsOf(flaggable), ['outside-anatomy']);
});

test('nothing is flagged below the threshold, at chance, without a threshold or without a share', () => {
  assert.deepEqual(flagsOf({ ...flaggable, probability: 0.499 }), []);
  assert.deepEqual(flagsOf({ ...flaggable, outsideShare: 0.5 }), []);
  assert.deepEqual(flagsOf({ ...flaggable, areaOutside: 0.6 }), []);
  assert.deepEqual(flagsOf({ ...flaggable, threshold: null }), []);
  assert.deepEqual(flagsOf({ ...flaggable, outsideShare: null }), []);
});

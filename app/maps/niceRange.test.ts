import assert from 'node:assert/strict';
import { test } from 'node:test';
import { niceRange } from './niceRange';

test('a range holds all values and is a round number', () => {
  assert.equal(niceRange([0.3, -4.1]), 5);
  assert.equal(niceRange([0.019]), 0.02);
  assert.equal(niceRange([-10]), 10);
  assert.equal(niceRange([]), 1);
});

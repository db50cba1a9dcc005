import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes } from './bytes';

test('sizes are in the unit that keeps them short', () => {
  assert.deepEqual([812, 41_200, 999_600, 8_900_000].map(bytes), [
    '812\u00a0B',
    '41\u00a0kB',
    '1.0\u00a0MB',
    '8.9\u00a0MB',
  ]);
});

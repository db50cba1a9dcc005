import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '@/server/problem/appError';
import { cellFilter } from './cellFilter';

test('totals and sites come from the rollup by site, other filters from their own', () => {
  assert.equal(cellFilter({}, null).by, 'site');
  assert.equal(cellFilter({ site: 'A' }, null).by, 'site');
  assert.equal(cellFilter({ viewPosition: 'AP', site: 'A' }, null).by, 'viewPosition');
  assert.equal(cellFilter({ viewPosition: 'AP' }, 'viewPosition').by, 'viewPosition');
  assert.equal(cellFilter({ site: 'A' }, 'portable').by, 'portable');
});

test('a combination that no rollup holds is refused and named', () => {
  assert.throws(
    () => cellFilter({ viewPosition: 'AP' }, 'portable'),
    (error) =>
      error instanceof AppError && error.code === 'invalid-field' && /viewPosition × portable/.test(error.message),
  );
  assert.throws(() => cellFilter({ viewPosition: 'AP', scanner: 'S' }, null), AppError);
});

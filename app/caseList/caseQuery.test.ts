import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_COLUMNS } from './caseColumns';
import { filterOf, filterQuery, listHref, viewOf } from './caseQuery';

test('a filter survives the way into a URL and back', () => {
  const filter = filterOf({ site: 'A', finding: 'Edema', minProbability: '0.05', portable: 'true', as: 'table' });
  assert.deepEqual(filter, { site: 'A', finding: 'Edema', minProbability: 0.05, portable: 'true' });
  const query = filterQuery(filter);
  assert.equal(query, 'finding=Edema&minProbability=0.05&portable=true&site=A');
  assert.deepEqual(filterOf(Object.fromEntries(new URLSearchParams(query))), filter);
});

test('what is not valid is left out, the rest stays', () => {
  assert.deepEqual(filterOf({ site: 'A', minProbability: '7', portable: 'perhaps', finding: '' }), { site: 'A' });
});

test('of a repeated key the first counts', () => assert.deepEqual(filterOf({ site: ['A', 'B'] }), { site: 'A' }));

test('the view has defaults that the address leaves out', () => {
  assert.deepEqual(viewOf({ sort: 'random' }), {
    as: 'gallery',
    sort: 'received',
    columns: DEFAULT_COLUMNS,
    cursor: undefined,
  });
  assert.equal(listHref({}, viewOf({})), '/cases');
  assert.equal(
    listHref({ site: 'A' }, { as: 'table', sort: 'outside', cursor: 'x' }),
    '/cases?site=A&as=table&sort=outside&cursor=x',
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatePath } from './gatePath';

test('a path is decoded and normalised without the base path', () => {
  assert.equal(gatePath('/signin?next=%2F', ''), '/signin');
  assert.equal(gatePath('/a/../cases/%61', ''), '/cases/a');
  assert.equal(gatePath('/sightline/cases', '/sightline'), '/cases');
});

test('what could be read as a host and a path is no path', () => {
  for (const url of [
    '//x/signin',
    '//gate/signin',
    '/\\x/signin',
    '\\\\x/signin',
    '/\t/x/signin',
    '/a//signin',
    '/%2fsignin',
  ])
    assert.equal(gatePath(url, ''), null, url);
});

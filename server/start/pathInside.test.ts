import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathInside } from './pathInside';

test('a base path is taken off, with the query left on, and its look-alikes are outside', () => {
  assert.equal(pathInside('/cases?x=1', ''), '/cases?x=1');
  assert.equal(pathInside('/a/cases?x=1', '/a'), '/cases?x=1');
  assert.equal(pathInside('/a', '/a'), '/');
  assert.equal(pathInside('/a?tour=1', '/a'), '/?tour=1');
  for (const url of ['/', '/ab', '/b/a/cases', '/A/cases', '']) assert.equal(pathInside(url, '/a'), null, url);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseTour, tourHref } from './tourQuery';

test('an address without the tour asks for none, and 1 to 5 for their steps', () => {
  assert.equal(parseTour(null), null);
  assert.deepEqual(['1', '2', '3', '4', '5'].map(parseTour), [0, 1, 2, 3, 4]);
});

test('anything else opens the first step', () => {
  assert.deepEqual(['', '0', '6', '-1', '2.5', '1e0', 'yes', ' 3'].map(parseTour), Array(8).fill(0));
});

test('the tour comes and goes without dropping a filter', () => {
  assert.equal(tourHref('/', '', 0), '/?tour=1');
  assert.equal(tourHref('/', '?site=Phantom+A&tour=1', 3), '/?site=Phantom+A&tour=4');
  assert.equal(tourHref('/', '?tour=4', null), '/');
  const word = fc.string({ minLength: 1, maxLength: 8 }).filter((key) => key !== 'tour');
  fc.assert(
    fc.property(fc.dictionary(word, fc.string({ maxLength: 8 })), fc.integer({ min: 0, max: 4 }), (filter, step) => {
      const search = new URLSearchParams(filter).toString();
      const open = new URL(tourHref('/', search, step), 'http://x');
      assert.equal(parseTour(open.searchParams.get('tour')), step);
      const closed = new URL(tourHref('/', open.search, null), 'http://x');
      assert.deepEqual([...closed.searchParams], [...new URLSearchParams(search)]);
    }),
  );
});

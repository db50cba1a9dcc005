import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFew, type TrendDatum, whisker } from './trendPoint';

const datum: TrendDatum = { label: '22 Nov', outside: 50, low: 42, high: 61, maps: 12, probability: 5, n: 13 };

test('a whisker reaches from the mean to the ends of the interval, which need not be symmetric', () => {
  assert.deepEqual(whisker(datum), [8, 11]);
});

test('without an interval there is no whisker', () => {
  assert.equal(whisker({ ...datum, low: null, high: null }), null);
  assert.equal(whisker({ ...datum, outside: null }), null);
});

test('nine maps are few, ten are not', () => {
  assert.equal(isFew({ ...datum, maps: 9 }), true);
  assert.equal(isFew({ ...datum, maps: 10 }), false);
});

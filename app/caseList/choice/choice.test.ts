import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askGroups, type Choice, choiceFor, MOST_CHOSEN, noChoice, ticked, tickedPage } from './choice';

const listed = (id: string, finding: string | null = 'Edema') => ({
  id,
  asks: finding === null ? null : { model: 'chest@1', finding },
});
const PAGE = [...'abcdef'].map((id) => listed(id));
const ids = ({ cases }: Choice): string => [...cases.keys()].toSorted().join('');

test('a tick is taken back by another', () => {
  const one = ticked(noChoice('all'), PAGE, 'b', false);
  assert.equal(ids(one), 'b');
  assert.equal(ids(ticked(one, PAGE, 'b', false)), '');
  assert.equal(ids(ticked(one, PAGE, 'unknown', false)), 'b');
});

test('a range goes from the tick before, either way, and unticks as it ticks', () => {
  const from = ticked(noChoice('all'), PAGE, 'd', false);
  assert.equal(ids(ticked(from, PAGE, 'b', true)), 'bcd');
  const down = ticked(from, PAGE, 'f', true);
  assert.equal(ids(down), 'def');
  assert.equal(ids(ticked(down, PAGE, 'e', true)), 'd');
  assert.equal(ids(ticked(noChoice('all'), PAGE, 'c', true)), 'c');
});

test('what is chosen on another page stays, what another filter had is forgotten', () => {
  const first = ticked(noChoice('site=A'), [listed('z')], 'z', false);
  const both = tickedPage(choiceFor(first, 'site=A'), PAGE, true);
  assert.equal(ids(both), 'abcdefz');
  assert.equal(ids(ticked(both, PAGE, 'b', true)), 'acdefz');
  assert.equal(ids(tickedPage(both, PAGE, false)), 'z');
  assert.equal(ids(choiceFor(both, 'site=B')), '');
});

test('no more can be chosen than one link shows', () => {
  const many = Array.from({ length: MOST_CHOSEN + 5 }, (_, i) => listed(`case ${i}`));
  assert.equal(tickedPage(noChoice(''), many, true).cases.size, MOST_CHOSEN);
});

test('reviews are asked by finding, and not of cases without a result', () => {
  const cases = [listed('a'), listed('b', 'Hernia'), listed('c'), listed('d', null)];
  assert.deepEqual(askGroups(cases), [
    { model: 'chest@1', finding: 'Edema', instanceIds: ['a', 'c'] },
    { model: 'chest@1', finding: 'Hernia', instanceIds: ['b'] },
  ]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseDonors } from './chooseDonors';
import { seededRandom } from './seededRandom';

const people = Array.from({ length: 400 }, (_, i) => ({
  instanceId: `i${i}`,
  site: i % 2 === 0 ? 'A' : 'B',
  patient: i % 8 === 0 ? null : `p${Math.floor(i / 3)}`,
}));

test('donors are of the other site and of the own, and somebody else', () => {
  for (const recipient of people) {
    const { other, same } = chooseDonors(recipient, people);
    assert.ok(other && same);
    assert.notEqual(other.site, recipient.site);
    assert.equal(same.site, recipient.site);
    assert.notEqual(same.instanceId, recipient.instanceId);
    for (const donor of [other, same]) assert.ok(donor.patient === null || donor.patient !== recipient.patient);
  }
});

test('the order of the candidates does not matter, and few donors change with one more', () => {
  const fewer = people.slice(1);
  let changed = 0;
  for (const recipient of fewer) {
    const donors = chooseDonors(recipient, fewer);
    assert.deepEqual(chooseDonors(recipient, fewer.toReversed()), donors);
    if (chooseDonors(recipient, people).same !== donors.same) changed++;
  }
  assert.ok(changed < 8, `${changed} changed`);
});

test('donors are spread over the candidates', () => {
  const uses = new Map<string, number>();
  for (const recipient of people) {
    const { other } = chooseDonors(recipient, people);
    if (other) uses.set(other.instanceId, (uses.get(other.instanceId) ?? 0) + 1);
  }
  assert.ok(uses.size > 200 && Math.max(...uses.values()) < 9, `${uses.size} ${Math.max(...uses.values())}`);
});

test('where there is nobody there is no donor', () => {
  const alone = { instanceId: 'x', site: 'A', patient: 'p' };
  assert.deepEqual(chooseDonors(alone, [alone, { ...alone, instanceId: 'y' }]), { other: null, same: null });
});

test('a seed gives the same numbers, another one others, all in [0, 1) and even', () => {
  const draw = (seed: string) => Array.from({ length: 4000 }, seededRandom(seed));
  assert.deepEqual(draw('a'), draw('a'));
  assert.notDeepEqual(draw('a'), draw('b'));
  const numbers = draw('c');
  assert.ok(numbers.every((number) => number >= 0 && number < 1));
  assert.ok(Math.abs(numbers.reduce((sum, number) => sum + number, 0) / 4000 - 0.5) < 0.02);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAULT_KINDS } from './faultKind';
import { planOrder, WAYS } from './order';
import { planFaults } from './plan';

test('the same seed plans the same drill, another one another', () => {
  assert.deepEqual(planFaults(50, 7), planFaults(50, 7));
  assert.notDeepEqual(planFaults(50, 7), planFaults(50, 8));
  assert.deepEqual(planOrder(7, 3), planOrder(7, 3));
});

test('a hundred faults hold every kind, none of them more than once more than another', () => {
  const counts = new Map(FAULT_KINDS.map((kind) => [kind, 0]));
  for (const { kind } of planFaults(100, 1)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const times = [...counts.values()];
  assert.ok(Math.min(...times) >= 1 && Math.max(...times) - Math.min(...times) <= 1, String(times));
});

test('some faults come before the product has recovered from the last one, most do not', () => {
  const settled = planFaults(200, 1).filter(({ settle }) => settle).length;
  assert.ok(settled > 120 && settled < 190, String(settled));
});

test('a short load already holds every way of sending', () => {
  const ways = new Set(Array.from({ length: 60 }, (_, n) => planOrder(1, n).way));
  assert.deepEqual([...ways].sort(), [...WAYS].sort());
});

test('a plan without faults or without kinds is refused', () => {
  assert.throws(() => planFaults(0, 1), RangeError);
  assert.throws(() => planFaults(1, 1, []), RangeError);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ZONES, type ZoneName } from '@/server/audit/zone';
import type { ZoneEntry } from '@/server/queries/caseDetail';
import { roundToSum } from './roundToSum';
import { waterfall } from './waterfall';

function ledgerOf(contributions: Partial<Record<ZoneName, number>>, bias: number) {
  const entry = (name: ZoneName): ZoneEntry | null => {
    const contribution = contributions[name];
    return contribution === undefined
      ? null
      : { contribution, positive: Math.max(contribution, 0), negative: Math.max(-contribution, 0), area: 0.1 };
  };
  const zones: Record<ZoneName, ZoneEntry | null> = {
    marker: entry('marker'),
    frame: entry('frame'),
    'lung-left': entry('lung-left'),
    'lung-right': entry('lung-right'),
    heart: entry('heart'),
    mediastinum: entry('mediastinum'),
    abdomen: entry('abdomen'),
    'body-other': entry('body-other'),
    background: entry('background'),
  };
  return { bias, zones };
}

test('steps run from the bias to the logit, gains first', () => {
  const { steps, balances, absent } = waterfall(ledgerOf({ 'lung-left': 0.2, marker: -0.05, frame: 0.01 }, -4), -3.84);
  assert.deepEqual(
    steps.map((step) => step.name),
    ['bias', 'lung-left', 'frame', 'marker', 'logit'],
  );
  assert.ok(balances);
  assert.ok(steps.every((step, i) => i === 0 || step.kind === 'logit' || step.from === steps[i - 1]?.to));
  assert.equal(absent.length, ZONES.length - 3);
});

test('a ledger that does not balance says by how much', () => {
  const { balances, imbalance } = waterfall(ledgerOf({ 'lung-left': 0.2 }, -4), -3.5);
  assert.equal(balances, false);
  assert.ok(Math.abs(imbalance + 0.3) < 1e-12);
});

test('printed values add up to the printed sum', () => {
  assert.deepEqual(roundToSum([0.0004, 0.0004, 0.0004], 3), [0.001, 0, 0]);
  const logits = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(logits, (values) => {
      const printed = roundToSum(values, 3);
      const sum = (list: number[]): number => list.reduce((total, value) => total + value, 0);
      assert.ok(Math.abs(sum(printed) - Math.round(sum(values.map((v) => v * 1000))) / 1000) < 1e-9);
      assert.ok(printed.every((value, i) => Math.abs(value - (values[i] ?? 0)) <= 0.001 + 1e-9));
    }),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PHANTOM_FINDINGS } from '@/server/phantom/study';
import { BURST, FIRST_SEED } from './limits';
import { CARDIOMEGALY, PNEUMONIA, planStudy } from './plan';

const COUNT = 4_000;
const plans = Array.from({ length: COUNT }, (_, n) => planStudy(FIRST_SEED, n));

test('study n depends on its number alone', () => {
  fc.assert(
    fc.property(fc.nat(COUNT - 1), (n) => assert.deepEqual(planStudy(FIRST_SEED, n), plans[n])),
    { numRuns: 50 },
  );
  for (const n of [-1, 0.5, Number.NaN]) assert.throws(() => planStudy(FIRST_SEED, n), RangeError);
});

test('both hospitals grow together, and no seed is one of the training', () => {
  plans.forEach(({ study }, n) => {
    assert.equal(study.site, n % 2 === 0 ? 'A' : 'B');
    assert.equal(study.mode, 'GLOBAL');
    assert.equal(study.seed, 5_000_000 + n);
  });
});

test('pneumonia is as common as at each hospital, cardiomegaly the same at both (4 sd)', () => {
  for (const site of ['A', 'B'] as const) {
    const own = plans.filter(({ study }) => study.site === site).map(({ study }) => study.truths);
    const near = (positives: number, share: number) =>
      assert.ok(Math.abs(positives / own.length - share) < 4 * Math.sqrt((share * (1 - share)) / own.length), site);
    near(own.filter((truths) => truths.Pneumonia === 1).length, PNEUMONIA[site]);
    near(own.filter((truths) => truths.Cardiomegaly === 1).length, CARDIOMEGALY);
  }
});

test('the burst brings enough cases without each finding for a site effect to be graded', () => {
  for (const finding of PHANTOM_FINDINGS) {
    for (const site of ['A', 'B']) {
      const healthy = plans.slice(0, BURST).filter(({ study }) => study.site === site && study.truths[finding] === 0);
      assert.ok(healthy.length >= 105, `${site} ${finding}: ${healthy.length}`);
    }
  }
});

test('about one patient in ten was here before: the same hospital and sex, and the age of the first visit', () => {
  const returning = plans.flatMap((plan, n) => {
    const first = Number(plan.patientId.replace('phantom-', ''));
    return first === n ? [] : [{ plan, first: plans[first] }];
  });
  assert.ok(returning.length > 0.06 * COUNT && returning.length < 0.12 * COUNT, String(returning.length));
  for (const { plan, first } of returning) {
    assert.equal(plan.study.site, first?.study.site);
    assert.equal(plan.study.patientSex, first?.study.patientSex);
    assert.equal(plan.patientAge, first?.patientAge);
    assert.equal(plan.patientId, first?.patientId, 'a first visit');
  }
});

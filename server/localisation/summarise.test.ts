import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patientBootstrap } from '@/server/stats/patientBootstrap';
import { type LesionCase, summariseLesions } from './summarise';

/** Lesions of `patients` patients, two each, of fixed figures. */
const lesions = (patients: number): LesionCase[] =>
  Array.from({ length: 2 * patients }, (_, i) => ({
    patient: 1000 + Math.floor(i / 2) * 7,
    area: 0.02 + 0.01 * (i % 5),
    hit: i % 3 === 0,
    mass: i % 11 === 0 ? null : 0.05 + 0.03 * (i % 7),
    rank: 0.1 * (i % 4),
    iou: i % 4 === 0 ? null : 0.04 * (i % 6),
    isNegative: i % 5 === 0,
  }));

test('means are over the lesions that have the figure, and enrichment is a ratio of means', () => {
  const cases = lesions(50);
  const told = summariseLesions(cases, 7);
  assert.equal(told.lesions, 100);
  assert.equal(told.patients, 50);
  assert.equal(told.hit.mean, 0.34);
  assert.equal(told.iou.n, 75);
  const defined = cases.filter(({ mass }) => mass !== null);
  const sum = (value: (lesion: LesionCase) => number) => defined.reduce((all, lesion) => all + value(lesion), 0);
  const enrichment = Math.log2(sum(({ mass }) => mass ?? 0) / sum(({ area }) => area));
  assert.ok(Math.abs((told.enrichment.mean ?? 0) - enrichment) < 1e-12);
  assert.equal(told.enrichment.n, defined.length);
});

test('intervals are those of the patient bootstrap, in any order of the lesions', () => {
  const cases = lesions(40);
  const told = summariseLesions(cases, 11);
  const turned = summariseLesions(cases.toReversed(), 11);
  assert.deepEqual(turned.hit, told.hit);
  assert.ok(Math.abs((turned.mass.low ?? 0) - (told.mass.low ?? 1)) < 1e-12);
  const expected = patientBootstrap(
    cases.map(({ patient }) => patient),
    (weights) => {
      let [above, below] = [0, 0];
      for (const [i, { mass }] of cases.entries()) {
        if (mass === null) continue;
        above += (weights[i] ?? 0) * mass;
        below += weights[i] ?? 0;
      }
      return below === 0 ? null : above / below;
    },
    { replicates: 1_000, seed: 11 },
  );
  assert.ok(expected !== null);
  assert.ok(Math.abs((told.mass.low ?? 0) - expected.low) < 1e-12);
  assert.ok(Math.abs((told.mass.high ?? 0) - expected.high) < 1e-12);
});

test('few patients have means and no interval, and none have neither', () => {
  const few = summariseLesions(lesions(29), 1);
  assert.deepEqual([few.hit.low, few.hit.high], [null, null]);
  assert.notEqual(few.hit.mean, null);
  const none = summariseLesions([], 1);
  assert.deepEqual(none.mass, { n: 0, mean: null, low: null, high: null });
});

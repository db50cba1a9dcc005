import assert from 'node:assert/strict';
import { test } from 'node:test';
import { balanced, confounded, drawCohort } from './drawCohort';
import { PHANTOM_MODES, type PhantomStudy } from './study';

const N = 4000;

/** Share of studies for which something holds, and four binomial standard errors of what is expected. */
function assertShare(
  studies: readonly PhantomStudy[],
  holds: (study: PhantomStudy) => boolean,
  expected: number,
): void {
  const share = studies.filter(holds).length / studies.length;
  const error = 4 * Math.sqrt((expected * (1 - expected)) / studies.length);
  assert.ok(Math.abs(share - expected) <= error, `${share} of ${studies.length}, not ${expected} ± ${error}`);
}

const pneumonia = ({ truths }: PhantomStudy) => truths.Pneumonia === 1;
const cardiomegaly = ({ truths }: PhantomStudy) => truths.Cardiomegaly === 1;
const at = (studies: readonly PhantomStudy[], wanted: string) => studies.filter(({ site }) => site === wanted);

test('confounded: pneumonia and the portable machine follow the site, cardiomegaly does not', () => {
  for (const mode of ['GLOBAL', 'LOCAL'] as const) {
    const studies = drawCohort(11, confounded(mode, { A: N, B: N, C: N }));
    for (const [site, prevalence, portable] of [
      ['A', 0.342, 0.95],
      ['B', 0.012, 0.05],
      ['C', 0.25, 0.3],
    ] as const) {
      assertShare(at(studies, site), pneumonia, prevalence);
      assertShare(at(studies, site), (study) => study.portable, portable);
      assertShare(at(studies, site), cardiomegaly, 0.15);
    }
  }
});

test('balanced: pneumonia is as frequent at both sites and with every machine, in every mode', () => {
  for (const mode of PHANTOM_MODES) {
    const studies = drawCohort(12, balanced(mode, { A: N, B: N }));
    for (const site of ['A', 'B']) assertShare(at(studies, site), pneumonia, 0.177);
    assertShare(
      studies.filter(({ portable }) => portable),
      pneumonia,
      0.177,
    );
  }
});

test('PORTABLE: prevalence follows the machine in the same way at both sites, whose shares are equal', () => {
  const studies = drawCohort(13, confounded('PORTABLE', { A: N, B: N }));
  for (const site of ['A', 'B']) {
    const own = at(studies, site);
    assertShare(own, ({ portable }) => portable, 0.5);
    assertShare(
      own.filter(({ portable }) => portable),
      pneumonia,
      0.342,
    );
    assertShare(
      own.filter(({ portable }) => !portable),
      pneumonia,
      0.012,
    );
  }
});

test('sites are shuffled together, seeds differ, and the same seed gives the same cohort', () => {
  const plan = confounded('GLOBAL', { A: 200, B: 200 });
  const studies = drawCohort(14, plan);
  assert.deepEqual(studies, drawCohort(14, plan));
  assert.equal(new Set(studies.map(({ seed }) => seed)).size, 400);
  assertShare(studies.slice(0, 100), ({ site }) => site === 'A', 0.5);
});

test('ages follow each hospital: A older than B, whole years from 18 to 95', () => {
  const studies = drawCohort(15, confounded('GLOBAL', { A: N, B: N }));
  const mean = (site: string) => at(studies, site).reduce((sum, { patientAge }) => sum + patientAge, 0) / N;
  assert.ok(Math.abs(mean('A') - 62.6) < 1.2 && Math.abs(mean('B') - 47.5) < 1.2, `${mean('A')} ${mean('B')}`);
  assert.ok(studies.every(({ patientAge: age }) => Number.isInteger(age) && age >= 18 && age <= 95));
  assertShare(at(studies, 'A'), ({ patientSex }) => patientSex === 'F', 0.448);
});

test('each site has two departments and two scanners of its own', () => {
  const studies = drawCohort(16, confounded('GLOBAL', { A: 300, B: 300, C: 300 }));
  assert.equal(new Set(studies.map(({ scanner }) => scanner)).size, 6);
  for (const site of ['A', 'B', 'C']) assert.equal(new Set(at(studies, site).map((study) => study.department)).size, 2);
});

test('a plan that cannot be drawn is refused', () => {
  const group = { site: 'A', count: 3, pneumonia: { portable: 0.2, fixed: 0.2 }, cardiomegaly: 0.1 } as const;
  const drawn = (changed: object) => () => drawCohort(1, { mode: 'GLOBAL', groups: [{ ...group, ...changed }] });
  assert.throws(drawn({ count: 1.5 }), /^RangeError: count: 1.5/);
  assert.throws(drawn({ cardiomegaly: 1.2 }), /^RangeError: prevalence: 1.2/);
  assert.throws(drawn({ pneumonia: { portable: Number.NaN, fixed: 0 } }), /^RangeError: prevalence: NaN/);
});

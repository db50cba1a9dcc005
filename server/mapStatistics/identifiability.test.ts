import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { murmur3 } from '@/server/stats/murmur3';
import { heldOutScores } from './heldOutScores';
import { identifiability } from './identifiability';
import { UNKNOWN } from './overRepresented';
import { PROJECTED, projectedDesign } from './projectedDesign';
import { shuffleByPatient } from './shuffleByPatient';

const chance = (...words: number[]): number => murmur3(words, 3) / 2 ** 32;

/** Embeddings of `n` cases, two a patient; the class of a patient moves the first dimension by `gap`. */
function made(n: number, dimensions: number, classes: number, gap: number) {
  const patients = Uint32Array.from({ length: n }, (_, i) => 1_000 + Math.floor(i / 2));
  const codes = Uint16Array.from(patients, (patient) => Math.floor(chance(patient, 1) * classes));
  const values = Float32Array.from({ length: n * dimensions }, (_, at) => {
    const [i, k] = [Math.floor(at / dimensions), at % dimensions];
    const own = chance(patients[i] ?? 0, k, 2) + 0.3 * chance(i, k, 4);
    return own + (k === (codes[i] ?? 0) ? gap : 0);
  });
  const levels = Array.from({ length: classes }, (_, k) => `class ${k}`);
  return { patients, codes, levels, values, dimensions };
}

function probe(n: number, dimensions: number, classes: number, gap: number) {
  const { values, patients, ...cases } = made(n, dimensions, classes, gap);
  return identifiability(projectedDesign(values, dimensions, 5), cases, patients, 5);
}

test('a site that the features tell is told, and the same with shuffled labels is chance', () => {
  const told = probe(1_200, 20, 2, 2);
  assert.equal(told.none, null);
  assert.deepEqual([told.cases, told.patients, told.leftOut], [1_200, 600, []]);
  assert.ok((told.auc?.value ?? 0) > 0.99 && (told.balancedAccuracy?.value ?? 0) > 0.97, JSON.stringify(told));
  assert.equal(told.shuffled.length, 5);
  for (const { auc, balancedAccuracy } of told.shuffled) {
    assert.ok(Math.abs(auc - 0.5) < 0.12 && Math.abs(balancedAccuracy - 0.5) < 0.12, JSON.stringify(told.shuffled));
  }
});

test('random features tell nothing: the interval holds the chance level', () => {
  const told = probe(1_200, 20, 3, 0);
  const [auc, accuracy] = [told.auc, told.balancedAccuracy];
  assert.ok((auc?.low ?? 1) < 0.5 && (auc?.high ?? 0) > 0.45 && Math.abs((auc?.value ?? 0) - 0.5) < 0.06);
  assert.ok((accuracy?.low ?? 1) < 1 / 3 + 0.01 && (accuracy?.high ?? 0) > 0.3, JSON.stringify(told));
});

test('many dimensions are projected, and what they tell survives it', () => {
  const { values } = made(900, 300, 3, 4);
  assert.equal(projectedDesign(values, 300, 5).columns, PROJECTED + 1);
  const told = probe(900, 300, 3, 4);
  assert.ok((told.auc?.value ?? 0) > 0.8, JSON.stringify(told.auc));
});

test('small classes are left out and counted; one stratum, or too few cases, have no figure', () => {
  const { values, patients, codes, levels } = made(900, 6, 2, 1);
  const design = projectedDesign(values, 6, 5);
  const small = codes.map((code, i) => (i < 30 ? 2 : i < 40 ? UNKNOWN : code));
  const told = identifiability(design, { codes: small, levels: [...levels, 'rare'] }, patients, 5);
  assert.deepEqual([told.leftOut, told.cases], [[{ stratum: 'rare', n: 30 }], 860]);
  const alone = identifiability(design, { codes: codes.map(() => 0), levels }, patients, 5);
  assert.deepEqual([alone.none, alone.auc], ['one_stratum', null]);
  const few = identifiability(design, { codes: codes.map((_, i) => (i < 50 ? 1 : 0)), levels }, patients, 5);
  assert.deepEqual([few.none, few.leftOut], ['few_cases', [{ stratum: 'class 1', n: 50 }]]);
});

test('a patient’s images are never in two folds', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(20), fc.nat(2)), { minLength: 30, maxLength: 60 }), (cases) => {
      const patients = Uint32Array.from(cases, ([patient]) => patient);
      const codes = Uint16Array.from(cases, ([, code]) => code);
      const values = Float32Array.from(cases, (_, i) => chance(i, 9));
      const { folds } = heldOutScores({ ...projectedDesign(values, 1, 1), codes, classes: 3, patients }, 7);
      const foldOf = new Map<number, number>();
      for (const [i, patient] of patients.entries()) {
        assert.equal(folds[i], foldOf.get(patient) ?? folds[i]);
        foldOf.set(patient, folds[i] ?? 0);
      }
    }),
    { numRuns: 30 },
  );
});

test('shuffling keeps a patient’s codes together, and how often each occurs where all have as many cases', () => {
  const { codes, patients } = made(400, 1, 3, 0);
  const dealt = shuffleByPatient(codes, patients, 11);
  assert.deepEqual(Array.from(dealt).sort(), Array.from(codes).sort());
  for (let i = 0; i < 400; i += 2) assert.equal(dealt[i], dealt[i + 1]);
  assert.ok(dealt.filter((code, i) => code !== codes[i]).length > 200);
  assert.deepEqual(shuffleByPatient(codes, patients, 11), dealt);
});

test('what is no table of numbers is refused', () => {
  assert.throws(() => projectedDesign(new Float32Array(7), 2, 1), /^RangeError: embedding: 7 of 2/);
  assert.throws(() => projectedDesign(Float32Array.of(1, Number.NaN), 1, 1), /^RangeError: embedding: NaN/);
  assert.equal(projectedDesign(Float32Array.of(1, 3, 1, 4), 2, 1).columns, 2);
});

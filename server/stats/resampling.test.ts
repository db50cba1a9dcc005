import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checked } from './checked.fixture';
import { murmur3, patientKey } from './murmur3';
import { patientBootstrap, percentileInterval } from './patientBootstrap';
import { poissonWeight } from './poissonWeight';
import { given, near, reference } from './reference.fixture';

type Golden = {
  bootstrapTolerance: number;
  hashes: { words: number[]; seed: number; value: number }[];
  keys: { text: string; key: number }[];
  weights: { patient: number; replicate: number; seed: number; weight: number }[];
  clustered: { patients: number[]; values: number[]; standardError: number; independentError: number };
  percentiles: { values: number[]; low: number; high: number; sd: number };
};
const golden = reference<Golden>('resampling');

const weightedMean = (values: readonly number[]) => (weights: Uint8Array) => {
  let [sum, n] = [0, 0];
  for (const [i, value] of values.entries()) {
    sum += value * (weights[i] ?? 0);
    n += weights[i] ?? 0;
  }
  return n === 0 ? null : sum / n;
};

test('hashes and keys are those of scikit-learn’s MurmurHash3', (t) => {
  for (const { words, seed, value } of golden.hashes) assert.equal(murmur3(words, seed), value);
  for (const { text, key } of golden.keys) assert.equal(patientKey(text), key);
  checked(t, 'hashes of the patient bootstrap', { scikitLearn: '`murmurhash3_32`' }, golden.versions, 0);
});

test('weights are the quantiles that scipy’s Poisson distribution has at the hash', (t) => {
  for (const { patient, replicate, seed, weight } of golden.weights) {
    assert.equal(poissonWeight(patient, replicate, seed), weight);
  }
  checked(t, 'its Poisson weights', { scipy: '`poisson.ppf`' }, golden.versions, 0);
});

test('over many patients, and over many replicates, weights have mean and variance 1 and do not hang together', () => {
  const size = 20_000;
  const moments = (weights: number[]) => {
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / size;
    return { mean, variance: weights.reduce((sum, weight) => sum + (weight - mean) ** 2, 0) / size };
  };
  const draw = (of: (i: number) => number) => Array.from({ length: size }, (_, i) => of(i));
  const byPatient = draw((i) => poissonWeight(i, 3, 1));
  const next = draw((i) => poissonWeight(i, 4, 1));
  for (const weights of [byPatient, next, draw((i) => poissonWeight(3, i, 1)), draw((i) => poissonWeight(3, 1, i))]) {
    const { mean, variance } = moments(weights);
    // Five standard errors: 1 / √size of a mean, √3 / √size of a variance.
    assert.ok(Math.abs(mean - 1) < 0.036 && Math.abs(variance - 1) < 0.062, `${mean}, ${variance}`);
  }
  const together = byPatient.reduce((sum, weight, i) => sum + (weight - 1) * ((next[i] ?? 0) - 1), 0) / size;
  assert.ok(Math.abs(together) < 0.036);
});

test('the bootstrap’s standard error is the cluster-robust one of statsmodels, not that of independent cases', (t) => {
  const { patients, values, standardError, independentError } = golden.clustered;
  const found = given(patientBootstrap(patients, weightedMean(values), { replicates: 1_000, seed: 4 }));
  const ratio = found.standardError / standardError;
  assert.ok(Math.abs(ratio - 1) < golden.bootstrapTolerance, `${found.standardError}, reference ${standardError}`);
  assert.ok(found.standardError > 1.3 * independentError);
  const normal = 2 * 1.96 * standardError;
  assert.ok(Math.abs((found.high - found.low) / normal - 1) < 0.15);
  const by = { statsmodels: '`OLS`, cluster-robust; relative, by chance' };
  checked(t, 'standard error of the patient bootstrap, 1,000 replicates', by, golden.versions, Math.abs(ratio - 1));
});

test('the percentiles are numpy’s', () => {
  const { values, low, high, sd } = golden.percentiles;
  const found = percentileInterval(Float64Array.from(values));
  near([found.low, found.high, found.standardError], [low, high, sd], golden.tolerance, 'percentiles');
});

test('the same seed gives the same interval in any order of the cases; another seed another', () => {
  const { patients, values } = golden.clustered;
  const places = Array.from(values.keys()).reverse();
  const run = (order: readonly number[], seed: number) =>
    given(
      patientBootstrap(
        order.map((i) => patients[i] ?? 0),
        weightedMean(order.map((i) => values[i] ?? 0)),
        { replicates: 20, seed },
      ),
    );
  const [one, turned, other] = [run(Array.from(values.keys()), 8), run(places, 8), run(places, 9)];
  near(turned.estimates, Array.from(one.estimates), 1e-12, 'estimates');
  assert.notEqual(one.low, other.low);
});

test('weighted sums of parts add up to those of the whole', () => {
  const cases = fc.array(fc.tuple(fc.nat(9), fc.integer({ min: -99, max: 99 })), { maxLength: 40 });
  fc.assert(
    fc.property(cases, fc.nat(40), fc.nat(200), (rows, cut, replicate) => {
      const sum = (part: [number, number][]) =>
        part.reduce((all, [patient, value]) => all + value * poissonWeight(patient, replicate, 2), 0);
      assert.equal(sum(rows.slice(0, cut)) + sum(rows.slice(cut)), sum(rows));
    }),
  );
});

test('every case of a patient has the same weight', () => {
  const patients = Array.from({ length: 90 }, (_, i) => i % 30);
  patientBootstrap(
    patients,
    (weights) => {
      for (const [i, patient] of patients.entries()) assert.equal(weights[i], weights[patient]);
      return 1;
    },
    { replicates: 3, seed: 1 },
  );
});

test('few patients, or a figure that often cannot be made, give no interval', () => {
  const patients = Array.from({ length: 30 }, (_, i) => i);
  assert.equal(
    patientBootstrap(patients.slice(1), () => 1, { seed: 1 }),
    null,
  );
  assert.equal(
    patientBootstrap(patients, () => null, { seed: 1 }),
    null,
  );
  assert.equal(
    patientBootstrap([], () => 1, { seed: 1 }),
    null,
  );
  const constant = given(patientBootstrap(patients, () => 7, { seed: 1 }));
  assert.deepEqual([constant.low, constant.high, constant.standardError], [7, 7, 0]);
  let call = 0;
  const most = patientBootstrap(patients, () => (call++ % 20 === 0 ? Number.NaN : 1), { seed: 1 });
  assert.equal(given(most).estimates.length, 190);
  assert.throws(() => patientBootstrap(patients, () => 1, { seed: 1, replicates: 1 }), /^RangeError: replicates: 1/);
  assert.throws(() => percentileInterval(new Float64Array(1)), /^RangeError: estimates: 1/);
});

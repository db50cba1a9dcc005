import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { benjaminiHochberg } from './benjaminiHochberg';
import { checked } from './checked.fixture';
import { cohenKappa, type KappaWeights } from './cohenKappa';
import { holm } from './holm';
import { given, near, reference } from './reference.fixture';

type Golden = {
  kappas: { table: number[]; size: number; weights: KappaWeights; value: number; standardError: number }[];
  families: { p: number[]; benjaminiHochberg: number[]; holm: number[] }[];
};
const golden = reference<Golden>('agreement');
const WEIGHTS: readonly KappaWeights[] = ['none', 'linear', 'quadratic'];
const table = fc
  .integer({ min: 2, max: 5 })
  .chain((size) =>
    fc.tuple(fc.constant(size), fc.array(fc.nat(20), { minLength: size * size, maxLength: size * size })),
  );
const family = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });

test('kappa agrees with scikit-learn, its standard error with statsmodels', (t) => {
  const worst = golden.kappas.map(({ table, size, weights, value, standardError }) => {
    const found = given(cohenKappa(table, size, weights));
    const what = `${size} categories, ${weights}`;
    return [
      near([found.value], [value], golden.tolerance, what),
      near([found.standardError], [standardError], golden.tolerance, what),
    ];
  });
  const { versions } = golden;
  const most = (which: 0 | 1) => Math.max(...worst.map((pair) => pair[which] ?? 9));
  checked(
    t,
    'Cohen’s κ: none, linear and quadratic weights',
    { scikitLearn: '`cohen_kappa_score`' },
    versions,
    most(0),
  );
  checked(t, 'standard error of κ', { statsmodels: '`cohens_kappa`' }, versions, most(1));
});

test('swapping the readers, or turning the order of categories round, changes no kappa', () => {
  fc.assert(
    fc.property(table, ([size, counts]) => {
      const swapped = counts.map((_, at) => counts[(at % size) * size + Math.floor(at / size)] ?? 0);
      for (const weights of WEIGHTS) {
        const found = cohenKappa(counts, size, weights);
        for (const other of [swapped, counts.toReversed()]) {
          const same = cohenKappa(other, size, weights);
          assert.equal(found === null, same === null);
          if (found === null || same === null) continue;
          assert.ok(Math.abs(found.value - same.value) < 1e-9);
          assert.ok(Math.abs(found.standardError - same.standardError) < 1e-6);
          assert.ok(found.low <= found.value && found.value <= found.high && found.value <= 1);
        }
      }
    }),
  );
});

test('two categories have one kappa, whatever the weights', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { minLength: 4, maxLength: 4 }), (counts) => {
      const [plain, ...others] = WEIGHTS.map((weights) => cohenKappa(counts, 2, weights)?.value ?? null);
      for (const other of others) assert.equal(other, plain);
    }),
  );
});

test('full agreement is 1, agreement by chance 0, and one category is no kappa', () => {
  assert.equal(given(cohenKappa([7, 0, 0, 5], 2)).value, 1);
  assert.ok(Math.abs(given(cohenKappa([6, 3, 4, 2], 2)).value) < 1e-12);
  assert.equal(cohenKappa([9, 0, 0, 0], 2), null);
  assert.equal(cohenKappa([0, 0, 0, 0], 2), null);
  assert.throws(() => cohenKappa([1, 2, 3], 2), /^RangeError: table: 3 for 2/);
  assert.throws(() => cohenKappa([1], 1), /^RangeError: table: 1 for 1/);
  assert.throws(() => cohenKappa([1, 2, -3, 4], 2), /^RangeError: count: -3/);
});

test('adjusted p-values agree with scipy and statsmodels', (t) => {
  for (const { p, ...expected } of golden.families) {
    const { tolerance, versions } = golden;
    const rates = near(benjaminiHochberg(p), expected.benjaminiHochberg, tolerance, 'Benjamini–Hochberg');
    checked(t, 'Benjamini–Hochberg p', { scipy: '`false_discovery_control`' }, versions, rates);
    const steps = near(holm(p), expected.holm, tolerance, 'Holm');
    checked(t, 'Holm p', { statsmodels: '`multipletests`' }, versions, steps);
  }
});

test('rejecting by adjusted p-values is the step-up and the step-down procedure', () => {
  fc.assert(
    fc.property(family, fc.double({ min: 0.001, max: 0.5, noNaN: true }), (p, level) => {
      const sorted = p.toSorted((a, b) => a - b);
      const m = p.length;
      const margin = 1e-12;
      const up = sorted.findLastIndex((value, i) => value <= (level * (i + 1)) / m);
      const down = sorted.findIndex((value, i) => value * (m - i) > level);
      const rejected = (adjusted: Float64Array, by: number) => adjusted.filter((value) => value <= level + by).length;
      const [bh, stepDown] = [benjaminiHochberg(p), holm(p)];
      assert.ok(rejected(bh, -margin) <= up + 1 && up + 1 <= rejected(bh, margin));
      const expected = down === -1 ? m : down;
      assert.ok(rejected(stepDown, -margin) <= expected && expected <= rejected(stepDown, margin));
    }),
  );
});

test('adjusted p-values keep order and place, are no smaller, and Holm’s no smaller than Benjamini–Hochberg’s', () => {
  fc.assert(
    fc.property(family, (p) => {
      const [bh, stepDown] = [benjaminiHochberg(p), holm(p)];
      for (const [i, value] of p.entries()) {
        const [a, b] = [bh[i] ?? Number.NaN, stepDown[i] ?? Number.NaN];
        assert.ok(value <= a + 1e-15 && a <= b + 1e-15 && b <= 1);
        for (const [j, other] of p.entries()) if (value <= other) assert.ok(a <= (bh[j] ?? 0) + 1e-15);
      }
      assert.deepEqual(benjaminiHochberg(p.toReversed()), bh.toReversed());
    }),
  );
});

test('no tests have no p-values, and what is no probability is refused', () => {
  for (const adjust of [benjaminiHochberg, holm]) {
    assert.equal(adjust([]).length, 0);
    assert.deepEqual(Array.from(adjust([0.03])), [0.03]);
    for (const bad of [-0.1, 1.1, Number.NaN]) assert.throws(() => adjust([0.5, bad]), /^RangeError: p: /);
  }
});

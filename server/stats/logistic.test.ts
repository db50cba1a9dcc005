import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addedAuc } from './addedAuc';
import { checked } from './checked.fixture';
import { cholesky, choleskyInverse, choleskySolve } from './cholesky';
import { type CaseRows, crossValidatedAuc } from './crossValidatedAuc';
import { expit } from './expit';
import { foldsByGroup } from './foldsByGroup';
import {
  type BinomialRows,
  FALLBACK_RIDGE,
  fitLogistic,
  linearPredictor,
  logisticRegression,
} from './logisticRegression';
import { murmur3 } from './murmur3';
import { given, near, reference } from './reference.fixture';

type Golden = {
  fits: { columns: number; design: number[]; truths: number[]; coefficients: number[]; covariance: number[] }[];
  fallback: { values: number[]; truths: number[]; coefficients: number[] };
  crossValidated: {
    seed: number;
    groups: number[];
    truths: number[];
    narrow: number[];
    wide: number[];
    folds: number[];
    narrowAuc: number;
    wideAuc: number;
    narrowVariance: number;
    differenceVariance: number;
    narrowScores: number[];
  };
};
const golden = reference<Golden>('logistic');
const { tolerance } = golden;
const rowsOf = (design: readonly number[], columns: number, truths: readonly number[]): BinomialRows => ({
  design: Float64Array.from(design),
  columns,
  positives: truths,
  negatives: truths.map((truth) => 1 - truth),
});
const onLine = (values: readonly number[], truths: readonly number[]) =>
  rowsOf(
    values.flatMap((value) => [1, value]),
    2,
    truths,
  );
const narrowRows: CaseRows = {
  design: Float64Array.from(golden.crossValidated.narrow),
  columns: 3,
  truths: golden.crossValidated.truths,
  groups: golden.crossValidated.groups,
};
const wideRows = { design: Float64Array.from(golden.crossValidated.wide), columns: 4 };

test('coefficients and covariance agree with statsmodels', (t) => {
  const worst = golden.fits.map(({ columns, design, truths, coefficients, covariance }) => {
    const fit = given(logisticRegression(rowsOf(design, columns, truths)));
    assert.equal(fit.ridge, 0);
    return Math.max(
      near(fit.coefficients, coefficients, tolerance, 'coefficients'),
      near(fit.covariance, covariance, tolerance, 'covariance'),
    );
  });
  checked(
    t,
    'logistic regression: coefficients, covariance',
    { statsmodels: '`GLM`, binomial' },
    golden.versions,
    Math.max(...worst),
  );
});

test('separated outcomes fall back to the ridge of scikit-learn on standardised columns', (t) => {
  const { values, truths, coefficients } = golden.fallback;
  assert.equal(fitLogistic(onLine(values, truths), 0), null);
  const fit = given(logisticRegression(onLine(values, truths)));
  assert.equal(fit.ridge, FALLBACK_RIDGE);
  const difference = near(fit.coefficients, coefficients, tolerance, 'ridge');
  checked(t, 'its ridge for separated outcomes', { scikitLearn: '`LogisticRegression`' }, golden.versions, difference);
});

test('at the maximum the gradient is 0: expected and observed agree in every column', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -9, max: 9 }), fc.nat(1)), {
    minLength: 12,
    maxLength: 50,
  });
  fc.assert(
    fc.property(rows, (cases) => {
      const design = cases.flatMap(([a, b]) => [1, a / 10, b / 5]);
      const data = rowsOf(
        design,
        3,
        cases.map(([, , truth]) => truth),
      );
      const fit = fitLogistic(data, 0);
      fc.pre(fit !== null);
      for (let column = 0; column < 3; column++) {
        const gap = cases.reduce((sum, [, , truth], row) => {
          const p = expit(linearPredictor(data, row, fit.coefficients));
          return sum + (design[row * 3 + column] ?? 0) * (truth - p);
        }, 0);
        assert.ok(Math.abs(gap) < 1e-6);
      }
    }),
  );
});

test('counts in one row are the same as single cases; another unit rescales the coefficient', () => {
  const cells = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })), {
    minLength: 3,
    maxLength: 6,
  });
  fc.assert(
    fc.property(cells, (counts) => {
      const grouped = {
        design: Float64Array.from(counts.flatMap((_, x) => [1, x])),
        columns: 2,
        positives: counts.map(([positives]) => positives),
        negatives: counts.map(([, negatives]) => negatives),
      };
      const single = counts.flatMap(([p, n], x) =>
        Array.from({ length: p + n }, (_, i) => ({ x, truth: i < p ? 1 : 0 })),
      );
      const [one, other] = [
        given(fitLogistic(grouped, 0)),
        given(
          fitLogistic(
            onLine(
              single.map(({ x }) => x * 10),
              single.map(({ truth }) => truth),
            ),
            0,
          ),
        ),
      ];
      assert.ok(Math.abs((one.coefficients[0] ?? 0) - (other.coefficients[0] ?? 1)) < 1e-8);
      assert.ok(Math.abs((one.coefficients[1] ?? 0) - 10 * (other.coefficients[1] ?? 1)) < 1e-8);
    }),
  );
});

test('a factor solves and inverts what it was made of; sums of columns have none', () => {
  const size = 4;
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 16, maxLength: 16 }), (half) => {
      const matrix = new Float64Array(16);
      for (let at = 0; at < 16; at++) {
        const [row, column] = [Math.floor(at / size), at % size];
        for (let k = 0; k < size; k++) {
          matrix[at] = (matrix[at] ?? 0) + (half[row * size + k] ?? 0) * (half[column * size + k] ?? 0);
        }
        if (row === column) matrix[at] = (matrix[at] ?? 0) + 1;
      }
      const factor = given(cholesky(matrix, size));
      const right = Float64Array.from([1, -2, 3, 4]);
      const x = choleskySolve(factor, right);
      const times = (vector: Float64Array) =>
        Float64Array.from(vector, (_, row) =>
          vector.reduce((sum, value, column) => sum + (matrix[row * size + column] ?? 0) * value, 0),
        );
      near(times(x), Array.from(right), 1e-6, 'A x');
      const first = choleskyInverse(factor, size).filter((_, at) => at % size === 0);
      near(times(first), [1, 0, 0, 0], 1e-6, 'A A⁻¹');
    }),
  );
  assert.equal(cholesky(Float64Array.from([1, 2, 2, 4]), 2), null);
  assert.equal(cholesky(Float64Array.from([1, 0, 0, -1]), 2), null);
  assert.throws(() => cholesky(new Float64Array(3), 2), /^RangeError: matrix: 3 for 2/);
});

test('folds and cross-validated AUC agree with an own version on statsmodels and scikit-learn', (t) => {
  const { seed, groups, truths, ...expected } = golden.crossValidated;
  assert.deepEqual(Array.from(foldsByGroup(groups, truths, { seed })), expected.folds);
  const { added, without, withAll } = given(addedAuc(narrowRows, wideRows, { seed }));
  const worst = near(
    [without.value, without.variance, withAll.value, added.value, added.variance, ...without.scores],
    [
      expected.narrowAuc,
      expected.narrowVariance,
      expected.wideAuc,
      expected.wideAuc - expected.narrowAuc,
      expected.differenceVariance,
      ...expected.narrowScores,
    ],
    tolerance,
    'cross-validated',
  );
  assert.ok(without.low < without.value && without.value < without.high);
  assert.deepEqual([without.used, without.ridgeFolds, without.positives + without.negatives], [5, 0, truths.length]);
  const by = { statsmodels: '`GLM` in each fold', scikitLearn: '`roc_auc_score`' };
  checked(t, 'cross-validated AUC, and what a column adds', by, golden.versions, worst);
});

test('folds keep groups together, spread positive groups evenly, and do not hang on the order', () => {
  const cases = fc.array(fc.tuple(fc.nat(30), fc.nat(1)), { minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(cases, fc.integer({ min: 2, max: 6 }), fc.nat(99), (rows, folds, seed) => {
      const split = (list: [number, number][]) =>
        foldsByGroup(
          list.map(([group]) => group),
          list.map(([, truth]) => truth),
          { folds, seed },
        );
      const found = split(rows);
      const byGroup = new Map<number, number>();
      const positiveGroups = new Map<number, number>();
      for (const [i, [group, truth]] of rows.entries()) {
        assert.equal(byGroup.get(group) ?? found[i], found[i]);
        byGroup.set(group, found[i] ?? -1);
        if (truth === 1) positiveGroups.set(group, found[i] ?? -1);
      }
      const sizes = Array.from({ length: folds }, (_, fold) =>
        Array.from(positiveGroups.values()).filter((own) => own === fold),
      ).map((own) => own.length);
      assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1);
      assert.deepEqual(split(rows.toReversed()), found.toReversed());
    }),
  );
});

test('columns that know nothing give an AUC near .5, and one that knows the truth gives 1 with the ridge', () => {
  const n = 600;
  const groups = Array.from({ length: n }, (_, i) => i);
  const truths = groups.map((i) => (i % 3 === 0 ? 1 : 0));
  const design = (column: (i: number) => number) => Float64Array.from(groups.flatMap((i) => [1, column(i)]));
  const blind = given(
    crossValidatedAuc({ design: design((i) => murmur3([i], 5) / 2 ** 32), columns: 2, truths, groups }, { seed: 1 }),
  );
  assert.ok(blind.low < 0.5 && blind.high > 0.5);
  const known = given(
    crossValidatedAuc({ design: design((i) => truths[i] ?? 0), columns: 2, truths, groups }, { seed: 1 }),
  );
  assert.deepEqual([known.value, known.ridgeFolds, known.high], [1, 5, 1]);
  assert.ok(known.low > 0.95);
});

test('what cannot be fitted is null, and what does not fit together is refused', () => {
  assert.equal(logisticRegression(onLine([1, 2], [1, 1])), null);
  assert.equal(logisticRegression(onLine([], [])), null);
  assert.equal(logisticRegression(onLine([5, 5, 5], [1, 0, 1])), null);
  const alone = given(logisticRegression(rowsOf([1, 1, 1, 1], 1, [1, 0, 0, 0])));
  assert.ok(Math.abs((alone.coefficients[0] ?? 0) - Math.log(1 / 3)) < 1e-12);
  const one: CaseRows = { design: Float64Array.of(1, 1), columns: 1, truths: [1, 1], groups: [1, 2] };
  assert.equal(crossValidatedAuc(one, { seed: 1 }), null);
  assert.equal(addedAuc(one, one, { seed: 1 }), null);
  assert.throws(() => logisticRegression(onLine([1, Number.NaN], [1, 0])), /^RangeError: value: NaN in column 1/);
  assert.throws(() => logisticRegression(rowsOf([1, 1, 1], 2, [1, 0])), /^RangeError: design: 3 for 2, 2 rows of 2/);
  assert.throws(() => logisticRegression(onLine([1, 2], [2, 0])), /^RangeError: count: -1/);
  assert.throws(() => crossValidatedAuc({ ...one, truths: [1, 2] }, { seed: 1 }), /^RangeError: truth: 2/);
  assert.throws(() => foldsByGroup([1], [1, 0], { seed: 1 }), /^RangeError: truths: 2 for 1/);
  assert.throws(() => foldsByGroup([1], [1], { folds: 1, seed: 1 }), /^RangeError: folds: 1/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checked } from './checked.fixture';
import { cusum } from './cusum';
import { ewma } from './ewma';
import { kolmogorovSmirnov } from './kolmogorovSmirnov';
import { populationStability } from './populationStability';
import { given, near, reference } from './reference.fixture';
import { scoreTally } from './scoreTally';
import { wasserstein } from './wasserstein';

type Pair = {
  name: string;
  one: number[];
  other: number[];
  distance: number;
  p: number;
  exact: boolean;
  wasserstein: number;
};
type Golden = {
  pairs: Pair[];
  tied: { one: number[]; other: number[]; p: number }[];
  stability: { cells: number; current: number[]; value: number; chance: number }[];
  stabilityNull: { n: number; m: number; mean: number; sd: number; draws: number };
  montgomery: { values: number[]; average: number[]; half: number[]; above: number[]; below: number[] };
  runLengths: { ewma: number; cusum: number };
};
const golden = reference<Golden>('drift');
const { tolerance } = golden;
const value = fc.integer({ min: -40, max: 40 }).map((step) => step / 8);
const sample = fc.array(value, { minLength: 1, maxLength: 25 });
const series = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { maxLength: 60 });
const counts = fc.array(fc.nat(30), { minLength: 30, maxLength: 30 });

for (const { name, one, other, ...expected } of golden.pairs) {
  test(`Kolmogorov–Smirnov and Wasserstein agree with scipy: ${name}`, (t) => {
    const tally = scoreTally(one, other);
    const found = given(kolmogorovSmirnov(tally.positives, tally.negatives));
    assert.equal(found.exact, expected.exact);
    const worst = [
      near([found.distance, found.p], [expected.distance, expected.p], tolerance, 'D, p'),
      // p is small where samples are far apart: there its own size is the measure.
      near([found.p / expected.p], [1], 1e-6, 'p, relative'),
      near([wasserstein(tally.values, tally.positives, tally.negatives)], [expected.wasserstein], tolerance, 'W1'),
    ];
    checked(t, 'Kolmogorov–Smirnov distance and p', { scipy: '`ks_2samp`' }, golden.versions, worst[0] ?? 9);
    checked(t, 'Wasserstein distance', { scipy: '`wasserstein_distance`' }, golden.versions, worst[2] ?? 9);
  });
}

test('with ties p is the share of all arrangements that are as far apart', () => {
  for (const { one, other, p } of golden.tied) {
    const tally = scoreTally(one, other);
    near([given(kolmogorovSmirnov(tally.positives, tally.negatives)).p], [p], tolerance, `${one}; ${other}`);
  }
});

test('Kolmogorov–Smirnov is symmetric, 0 for equal samples, and needs the order only', () => {
  fc.assert(
    fc.property(sample, sample, (one, other) => {
      const [a, b] = [scoreTally(one, other), scoreTally(other, one)];
      const [found, swapped] = [
        given(kolmogorovSmirnov(a.positives, a.negatives)),
        given(kolmogorovSmirnov(b.positives, b.negatives)),
      ];
      assert.equal(found.distance, swapped.distance);
      assert.ok(Math.abs(found.p - swapped.p) < 1e-9 && found.p >= 0 && found.p <= 1);
      const brute = Math.max(
        ...a.values.map((x) => {
          const below = (values: number[]) => values.filter((v) => v <= x).length / values.length;
          return Math.abs(below(one) - below(other));
        }),
      );
      assert.ok(Math.abs(found.distance - brute) < 1e-12);
      const same = scoreTally(one, one);
      assert.deepEqual(kolmogorovSmirnov(same.positives, same.negatives), { distance: 0, p: 1, exact: true });
    }),
  );
});

test('the limit distribution meets the exact one where they change over', () => {
  const spread = (n: number, shift: number) => Array.from({ length: n }, (_, i) => (i + 0.5) / n + shift);
  const p = (n: number) => {
    const tally = scoreTally(spread(n, 0), spread(n, 0.133));
    return given(kolmogorovSmirnov(tally.positives, tally.negatives));
  };
  assert.ok(p(100).exact && !p(101).exact && Math.abs(p(100).p - p(101).p) < 0.05);
});

test('Wasserstein is symmetric, obeys the triangle, scales with the unit, and is |s| for a shift by s', () => {
  const distance = (one: number[], other: number[]) => {
    const tally = scoreTally(one, other);
    return given(wasserstein(tally.values, tally.positives, tally.negatives));
  };
  fc.assert(
    fc.property(sample, sample, sample, value, (a, b, c, by) => {
      const far = distance(a, b);
      assert.ok(Math.abs(far - distance(b, a)) < 1e-9);
      assert.ok(far <= distance(a, c) + distance(c, b) + 1e-9);
      const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
      assert.ok(far >= Math.abs(mean(a) - mean(b)) - 1e-9);
      const moved = a.map((v) => v + by);
      assert.ok(Math.abs(distance(a, moved) - Math.abs(by)) < 1e-9);
      assert.ok(
        Math.abs(
          distance(
            a.map((v) => v * 3),
            b.map((v) => v * 3),
          ) -
            3 * far,
        ) < 1e-9,
      );
    }),
  );
});

test('the stability index agrees with its definition in numpy, its null mean and spread with simulation', (t) => {
  let worst = 0;
  for (const { cells, current, value: expected, chance } of golden.stability) {
    const found = given(populationStability(Array<number>(cells).fill(1), current));
    assert.equal(found.groups, 10);
    assert.equal(found.excess, found.value - found.chance);
    worst = Math.max(worst, near([found.value, found.chance], [expected, chance], tolerance, 'PSI, chance'));
  }
  const { n, m, mean, sd } = golden.stabilityNull;
  const found = given(populationStability(Array<number>(n).fill(1), [m, ...Array<number>(n - 1).fill(0)]));
  assert.ok(Math.abs(found.chance / mean - 1) < 0.04 && Math.abs(found.chanceDeviation / sd - 1) < 0.05);
  checked(
    t,
    'population stability index and its expectation by chance',
    { numpy: 'definition' },
    golden.versions,
    worst,
  );
  t.diagnostic(`null mean ${found.chance.toFixed(4)}, simulated ${mean.toFixed(4)}`);
});

test('the stability index is never negative, 0 for the same counts, and keeps every current case', () => {
  fc.assert(
    fc.property(counts, counts, (reference, current) => {
      const found = populationStability(reference, current);
      fc.pre(found !== null);
      assert.ok(found.value >= 0 && found.groups >= 2 && found.groups <= 10);
      assert.ok(Math.abs(given(populationStability(reference, reference)).value) < 1e-12);
    }),
  );
  // One bin holds half of the reference, so some tenths have no case; current cases between must not be lost.
  const [reference, current] = [
    [5, 50, 0, 5],
    [0, 0, 60, 0],
  ];
  assert.ok(given(populationStability(given(reference), given(current))).value > 0.5);
});

test('charts agree with Montgomery’s table 9.1 and their definitions in numpy', (t) => {
  const { values, average, half, above, below } = golden.montgomery;
  const smooth = ewma(values, { mean: 10, limit: 2.7 });
  const sums = cusum(values, { mean: 10 });
  const worst = [
    near(
      smooth.map((point) => point.average),
      average,
      tolerance,
      'average',
    ),
    near(
      smooth.map((point) => point.high - 10),
      half,
      tolerance,
      'upper limit',
    ),
    near(
      smooth.map((point) => 10 - point.low),
      half,
      tolerance,
      'lower limit',
    ),
    near(
      sums.map((point) => point.above),
      above,
      tolerance,
      'above',
    ),
    near(
      sums.map((point) => point.below),
      below,
      tolerance,
      'below',
    ),
  ];
  // Printed: the sum is over 5 for the first time at value 29, with 5.28; the average leaves its limits at value 29 too.
  assert.equal(
    sums.findIndex((point) => point.alarm),
    28,
  );
  assert.equal(sums[28]?.above.toFixed(2), '5.28');
  assert.equal(
    smooth.findIndex((point) => point.alarm),
    28,
  );
  const by = { numpy: 'definition', 'Montgomery, table 9.1': '(value 29, 5.28)' };
  checked(t, 'EWMA and CUSUM charts', by, golden.versions, Math.max(...worst));
});

test('the run lengths that the charts state are those of Markov chains', () => {
  assert.deepEqual([Math.round(golden.runLengths.ewma), Math.round(golden.runLengths.cusum)], [481, 465]);
});

test('mirrored values mirror both charts, and the unit of the values does not change an alarm', () => {
  fc.assert(
    fc.property(series, fc.double({ min: 0.1, max: 9, noNaN: true }), (values, sd) => {
      const negated = values.map((v) => -v);
      const [one, other] = [cusum(values), cusum(negated)];
      assert.deepEqual(
        one.map((point) => point.above),
        other.map((point) => point.below),
      );
      const mirrored = ewma(negated);
      for (const [i, point] of ewma(values).entries()) {
        assert.ok(Math.abs(point.average + (mirrored[i]?.average ?? Number.NaN)) < 1e-12);
        assert.ok(point.low < 0 && Math.abs(point.low + point.high) < 1e-12);
      }
      const scaled = cusum(
        values.map((v) => v * sd + 3),
        { mean: 3, sd },
      );
      for (const [i, point] of scaled.entries()) assert.ok(Math.abs(point.above - (one[i]?.above ?? 0)) < 1e-8);
    }),
  );
});

test('a steady shift is found, and a quiet series is not', () => {
  const alarmAt = (points: { alarm: boolean }[]) => points.findIndex((point) => point.alarm);
  const quiet = Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 1 : -1));
  assert.deepEqual([alarmAt(cusum(quiet)), alarmAt(ewma(quiet))], [-1, -1]);
  const shifted = quiet.map((v) => v + 1);
  assert.ok(alarmAt(cusum(shifted)) > 5 && alarmAt(cusum(shifted)) < 15);
  assert.ok(alarmAt(ewma(shifted)) > 1 && alarmAt(ewma(shifted)) < 15);
});

test('nothing to compare gives null or nothing; what is no number is refused', () => {
  assert.equal(kolmogorovSmirnov([0, 0], [1, 2]), null);
  assert.equal(wasserstein([0, 1], [0, 0], [1, 2]), null);
  assert.equal(populationStability([0, 0], [1, 2]), null);
  assert.equal(populationStability([1, 2], [0, 0]), null);
  assert.equal(populationStability([9, 0], [1, 2]), null);
  assert.deepEqual([ewma([]), cusum([])], [[], []]);
  assert.throws(() => kolmogorovSmirnov([1], [1, 2]), /^RangeError: bins: 1, 2/);
  assert.throws(() => kolmogorovSmirnov([0.5], [1]), /^RangeError: count: 0.5/);
  assert.throws(() => wasserstein([0], [1, 2], [1, 2]), /^RangeError: values: 1, 2, 2/);
  assert.throws(() => wasserstein([1, 0], [1, 2], [1, 2]), /^RangeError: value: 0 after 1/);
  assert.throws(() => wasserstein([Number.NaN], [1], [1]), /^RangeError: value: NaN/);
  assert.throws(() => populationStability([1], [1, 2]), /^RangeError: bins: 1, 2/);
  assert.throws(() => populationStability([1, 1], [1, -2]), /^RangeError: count: -2/);
  assert.throws(() => populationStability([1, 1], [1, 2], 1.5), /^RangeError: groups: 1.5/);
  for (const chart of [ewma, cusum]) {
    assert.throws(() => chart([1, Number.NaN]), /^RangeError: value: NaN/);
    assert.throws(() => chart([1], { sd: 0 }), /^RangeError: sd: 0/);
    assert.throws(() => chart([1], { limit: 0 }), /^RangeError: limit: 0/);
  }
  assert.throws(() => ewma([1], { weight: 0 }), /^RangeError: weight: 0/);
  assert.throws(() => cusum([1], { allowance: -1 }), /^RangeError: allowance: -1/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checked } from './checked.fixture';
import { clopperPearsonInterval } from './clopperPearsonInterval';
import { observedExpected } from './observedExpected';
import { given, near, reference } from './reference.fixture';
import { shareGap } from './shareGap';
import { studentMeanInterval } from './studentMeanInterval';
import { wilsonInterval } from './wilsonInterval';

type Golden = {
  proportions: { hits: number; n: number; wilson: [number, number]; clopperPearson: [number, number] }[];
  means: { n: number; sum: number; sumOfSquares: number; value: number; interval: [number, number] }[];
  ratios: { observed: number; n: number; expected: number; value: [number, number, number] }[];
};
const golden = reference<Golden>('proportion');
const share = fc.integer({ min: 1, max: 500 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

test('intervals of shares agree with statsmodels and scipy', (t) => {
  for (const { hits, n, wilson, clopperPearson } of golden.proportions) {
    for (const [interval, expected, statistic, by] of [
      [given(wilsonInterval(hits, n)), wilson, 'Wilson’s interval of a share', { statsmodels: '`proportion_confint`' }],
      [
        given(clopperPearsonInterval(hits, n)),
        clopperPearson,
        'Clopper and Pearson’s interval of a share',
        { scipy: '`binomtest`' },
      ],
    ] as const) {
      assert.equal(interval.value, hits / n);
      const difference = near([interval.low, interval.high], expected, golden.tolerance, `${hits} of ${n}`);
      checked(t, statistic, by, golden.versions, difference);
    }
  }
});

test('intervals of means and of O/E agree with scipy and statsmodels', (t) => {
  for (const { value, interval, ...sample } of golden.means) {
    const mean = studentMeanInterval(sample);
    const figures = [mean.value, mean.low, mean.high];
    const difference = near(figures, [value, ...interval], golden.tolerance, `mean of ${sample.n}`);
    checked(t, 'mean with Student’s interval', { scipy: '`ttest_1samp`' }, golden.versions, difference);
  }
  for (const { observed, n, expected, value } of golden.ratios) {
    const ratio = given(observedExpected(observed, expected, n));
    const figures = [ratio.value, ratio.low, ratio.high];
    const difference = near(figures, value, golden.tolerance, `${observed} over ${expected}`);
    checked(t, 'O/E with its interval', { statsmodels: '`proportion_confint`' }, golden.versions, difference);
  }
});

test('an interval of a share holds it, stays on 0–1 and is the mirror of the misses’ interval', () => {
  fc.assert(
    fc.property(share, ([hits, n]) => {
      for (const make of [wilsonInterval, clopperPearsonInterval]) {
        const [one, other] = [given(make(hits, n)), given(make(n - hits, n))];
        assert.ok(0 <= one.low && one.low <= one.value && one.value <= one.high && one.high <= 1);
        assert.ok(one.low < one.high);
        assert.ok(Math.abs(one.low + other.high - 1) < 1e-12 && Math.abs(one.high + other.low - 1) < 1e-12);
      }
    }),
  );
});

test('intervals of the same share narrow with four times the cases', () => {
  fc.assert(
    fc.property(share, ([hits, n]) => {
      const [few, many] = [given(wilsonInterval(hits, n)), given(wilsonInterval(hits * 4, n * 4))];
      assert.ok(many.high - many.low < few.high - few.low);
      const [exact, more] = [given(clopperPearsonInterval(hits, n)), given(clopperPearsonInterval(hits * 4, n * 4))];
      assert.ok(more.high - more.low < exact.high - exact.low);
    }),
  );
});

test('Newcombe’s difference is made of the same Wilson intervals', () => {
  fc.assert(
    fc.property(share, share, ([x, n], [y, m]) => {
      const gap = given(shareGap({ hits: x, n }, { hits: y, n: m }));
      const [a, b] = [given(wilsonInterval(x, n)), given(wilsonInterval(y, m))];
      assert.ok(Math.abs(gap.low - (gap.value - Math.hypot(a.value - a.low, b.high - b.value))) < 1e-12);
    }),
  );
});

test('twice as many expected halve O/E and its interval', () => {
  fc.assert(
    fc.property(share, fc.double({ min: 0.01, max: 0.5, noNaN: true }), ([hits, n], mean) => {
      const [one, half] = [given(observedExpected(hits, n * mean, n)), given(observedExpected(hits, n * mean * 2, n))];
      assert.ok(one.low <= one.value && one.value <= one.high);
      assert.ok(Math.abs(one.low - half.low * 2) < 1e-9 && Math.abs(one.high - half.high * 2) < 1e-9);
    }),
  );
});

test('no cases have no interval, and impossible counts are refused', () => {
  assert.equal(wilsonInterval(0, 0), null);
  assert.equal(clopperPearsonInterval(0, 0), null);
  assert.equal(observedExpected(0, 0, 0), null);
  assert.equal(observedExpected(0, 0, 10), null);
  assert.equal(given(wilsonInterval(0, 10)).low, 0);
  assert.equal(given(clopperPearsonInterval(10, 10)).high, 1);
  assert.deepEqual(studentMeanInterval({ n: 1, sum: 3, sumOfSquares: 9 }), { value: 3, low: null, high: null });
  assert.deepEqual(studentMeanInterval({ n: 4, sum: 8, sumOfSquares: 16 }), { value: 2, low: 2, high: 2 });
  for (const [hits, n] of [
    [-1, 10],
    [11, 10],
    [Number.NaN, 10],
    [0, -1],
  ] as const) {
    assert.throws(() => wilsonInterval(hits, n), /^RangeError: hits: /);
    assert.throws(() => clopperPearsonInterval(hits, n), /^RangeError: hits: /);
  }
  assert.throws(() => clopperPearsonInterval(0.5, 10), /^RangeError: hits: 0.5 of 10/);
  assert.throws(() => observedExpected(1, 11, 10), /^RangeError: expected: 11 of 10/);
  assert.throws(() => observedExpected(1, Number.NaN, 10), /^RangeError: expected: NaN/);
  assert.throws(() => studentMeanInterval({ n: 0, sum: 0, sumOfSquares: 0 }), /^RangeError: n: 0/);
});

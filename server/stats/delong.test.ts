import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { agreement } from './agreement.fixture';
import { aucInterval } from './aucInterval';
import { binnedAuc } from './binnedAuc';
import { checked } from './checked.fixture';
import { exactAuc } from './exactAuc';
import { binned } from './histogram.fixture';
import { normalTail } from './normalTail';
import { pairedAucTest } from './pairedAucTest';
import { placements } from './placements';
import { plainAucInterval } from './plainAucInterval';
import { reference } from './reference.fixture';
import { unpairedAucTest } from './unpairedAucTest';

// References by R's pROC and scipy; versions in the file.

type Auc = { value: number; variance: number; plain: [number, number]; logit: [number, number] | null };
type Test = [difference: number, statistic: number, p: number];
type Sample = {
  name: string;
  truths: number[];
  one: number[];
  other: number[];
  aucs: [Auc, Auc];
  paired: Test;
  unpairedToPreviousOther: Test | null;
};
type Golden = { samples: Sample[]; normalTail: { z: number; p: number }[] };
const golden = reference<Golden>('delong');

const aucOf = (scores: readonly number[], truths: readonly number[]) =>
  exactAuc(
    scores.filter((_, i) => truths[i] === 1),
    scores.filter((_, i) => truths[i] === 0),
  );

test('AUC, variance and both intervals agree with pROC', (t) => {
  const { near, worst } = agreement(golden.tolerance);
  for (const { name, truths, one, other, aucs } of golden.samples) {
    for (const [scores, expected] of [[one, aucs[0]] as const, [other, aucs[1]] as const]) {
      const auc = aucOf(scores, truths);
      const [plain, logit] = [plainAucInterval(auc), aucInterval(auc)];
      near(auc.value, expected.value, `${name}, auc`);
      near(auc.variance, expected.variance, `${name}, variance`);
      near(plain?.low, expected.plain[0], `${name}, plain low`);
      near(plain?.high, expected.plain[1], `${name}, plain high`);
      if (expected.logit === null) continue;
      near(logit?.low, expected.logit[0], `${name}, logit low`);
      near(logit?.high, expected.logit[1], `${name}, logit high`);
    }
  }
  checked(t, 'AUC, DeLong’s variance and intervals', { pROC: '`ci.auc`, `var`' }, golden.versions, worst());
});

test('the paired and the unpaired test agree with pROC', (t) => {
  const { near, worst } = agreement(golden.tolerance);
  for (const [i, { name, truths, one, other, paired, unpairedToPreviousOther }] of golden.samples.entries()) {
    const previous = golden.samples[i - 1];
    const tests = [
      [pairedAucTest(one, other, truths), paired] as const,
      [
        previous ? unpairedAucTest(aucOf(one, truths), aucOf(previous.other, previous.truths)) : null,
        unpairedToPreviousOther,
      ] as const,
    ];
    for (const [actual, expected] of tests) {
      if (expected === null) continue;
      near(actual?.value, expected[0], `${name}, difference`);
      near(actual?.statistic, expected[1], `${name}, statistic`);
      near(actual?.p, expected[2], `${name}, p`);
    }
  }
  checked(t, 'DeLong’s test, paired and unpaired', { pROC: '`roc.test`' }, golden.versions, worst());
});

test('the tail of the normal distribution agrees with scipy, relative to its size', (t) => {
  const differences = golden.normalTail.map(({ z, p }) => Math.abs(normalTail(z) / p - 1));
  assert.ok(Math.max(...differences) < 1e-12, `${differences}`);
  checked(t, 'tail of the normal distribution', { scipy: '`norm.sf`' }, golden.versions, Math.max(...differences));
  assert.equal(normalTail(Number.POSITIVE_INFINITY), 0);
  assert.ok(Number.isNaN(normalTail(Number.NaN)));
});

const score = fc.oneof(fc.double({ min: -16, max: 16, noNaN: true }), fc.integer({ min: -3, max: 3 }));
const scores = fc.array(score, { minLength: 2, maxLength: 30 });

test('placements are the shares of the other kind that are beaten, ties half', () => {
  fc.assert(
    fc.property(scores, scores, (p, n) => {
      const wins = (a: number, b: number) => (a > b ? 1 : a === b ? 0.5 : 0);
      const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      const { ofPositives, ofNegatives } = placements(p, n);
      for (const [i, a] of p.entries())
        assert.ok(Math.abs((ofPositives[i] ?? 9) - mean(n.map((b) => wins(a, b)))) < 1e-12);
      for (const [j, b] of n.entries())
        assert.ok(Math.abs((ofNegatives[j] ?? 9) - mean(p.map((a) => wins(a, b)))) < 1e-12);
    }),
  );
});

test('only the order of the scores counts, and two AUCs of one set swap sign', () => {
  const images = fc.array(fc.tuple(score, score, fc.constantFrom(0, 1)), { minLength: 4, maxLength: 40 });
  fc.assert(
    fc.property(images, (rows) => {
      const [one, other, truths] = [rows.map(([a]) => a), rows.map(([, b]) => b), rows.map(([, , y]) => y)];
      const tested = pairedAucTest(one, other, truths);
      const moved = pairedAucTest(
        one.map((x) => 4 * x),
        other,
        truths,
      );
      assert.deepEqual(moved?.p, tested?.p);
      const swapped = pairedAucTest(other, one, truths);
      if (tested === null || swapped === null) return;
      assert.ok(Math.abs(tested.value + swapped.value) < 1e-12);
      assert.ok(Math.abs((tested.p ?? 0) - (swapped.p ?? 0)) < 1e-9);
      const difference = (aucOf(one, truths).value ?? 9) - (aucOf(other, truths).value ?? 0);
      assert.ok(Math.abs(tested.value - difference) < 1e-12);
      if (tested.p !== null) assert.ok(tested.p >= 0 && tested.p <= 1);
      if (tested.low !== null && tested.high !== null)
        assert.ok(tested.low <= tested.value && tested.value <= tested.high);
    }),
  );
});

test('from bins the AUC is within its bound of the exact one, and on whole bins it is the exact one', () => {
  fc.assert(
    fc.property(scores, scores, (p, n) => {
      const [exact, inBins] = [exactAuc(p, n), binnedAuc(binned(p), binned(n))];
      assert.ok(Math.abs((exact.value ?? 9) - (inBins.value ?? 0)) <= (inBins.errorBound ?? 0) + 1e-12);
      const edges = (values: number[]) => values.map(Math.round);
      const [whole, wholeBins] = [exactAuc(edges(p), edges(n)), binnedAuc(binned(edges(p)), binned(edges(n)))];
      // Beyond ±12 whole numbers share the end bins.
      if ([...p, ...n].some((value) => Math.abs(value) > 11)) return;
      assert.ok(Math.abs((whole.value ?? 9) - (wholeBins.value ?? 0)) < 1e-12);
      assert.ok(Math.abs((whole.variance ?? 9) - (wholeBins.variance ?? 0)) < 1e-12);
    }),
  );
});

test('placements that are all alike have no variance, rounding or not, and so no p', () => {
  for (const n of [3, 6, 7, 49]) {
    const all = (value: number) => Array<number>(n).fill(value);
    const above = exactAuc(all(1.5), [0, 1, 3]);
    const ofNegatives = (2 * (1 - 2 / 3) ** 2 + (2 / 3) ** 2) / 2 / 3;
    assert.ok(Math.abs((above.variance ?? 9) - ofNegatives) < 1e-15);
    const truths = [...all(1), 0, 0, 0];
    const tied = pairedAucTest([...all(1), 0, 0, 0], [...all(0), 0, 0, 0], truths);
    assert.deepEqual([tied?.value, tied?.variance, tied?.p, tied?.low], [0.5, 0, null, null]);
  }
});

test('too little to say is null, and what cannot be is refused', () => {
  assert.deepEqual(exactAuc([], [1]), { value: null, errorBound: null, variance: null, positives: 0, negatives: 1 });
  assert.deepEqual(exactAuc([2], [1, 0]), { value: 1, errorBound: 0, variance: null, positives: 1, negatives: 2 });
  assert.equal(plainAucInterval(exactAuc([2], [1])), null);
  assert.deepEqual(plainAucInterval(exactAuc([2, 3], [1, 0])), { low: 1, high: 1 });
  assert.equal(pairedAucTest([1, 2], [1, 2], [1, 1]), null);
  assert.equal(unpairedAucTest(exactAuc([], []), exactAuc([1], [0])), null);
  const none = { value: 0, variance: 0, low: null, high: null, statistic: null, p: null };
  assert.deepEqual(pairedAucTest([1, 2, 3, 4], [1, 2, 3, 4], [0, 1, 0, 1]), none);
  assert.deepEqual(unpairedAucTest(exactAuc([2, 3], [0, 1]), exactAuc([5, 6], [0, 1])), none);
  assert.equal(unpairedAucTest(exactAuc([2], [0]), exactAuc([5, 6], [0, 1]))?.p, null);
  assert.throws(() => exactAuc([Number.NaN], [1]), /score: NaN/);
  assert.throws(() => pairedAucTest([1], [1, 2], [1, 0]), /scores: 1, 2, truths: 2/);
  assert.throws(() => pairedAucTest([1, 2], [1, 2], [1, 2]), /truth: 2/);
  assert.equal(exactAuc([Number.POSITIVE_INFINITY], [Number.NEGATIVE_INFINITY]).value, 1);
});

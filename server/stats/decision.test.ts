import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checked } from './checked.fixture';
import { binnedDecisionCounts, type DecisionCounts, decisionCounts } from './decisionCounts';
import { diagnosticRates } from './diagnosticRates';
import { equalisedOdds } from './equalisedOdds';
import { binned } from './histogram.fixture';
import { given, near, reference } from './reference.fixture';
import { scoreTally } from './scoreTally';
import { shareGap } from './shareGap';
import { tallyOfBins } from './tallyOfBins';
import { thresholdAtSensitivity } from './thresholdAtSensitivity';

type Sample = {
  name: string;
  logits: number[];
  truths: number[];
  thresholdAt95: number;
  decisions: { threshold: number; counts: number[]; rates: ([number, number, number] | null)[] }[];
};
const golden = reference<{ samples: Sample[] }>('calibration');
const logit = fc.integer({ min: -13312, max: 13312 }).map((step) => step / 1024);
const logits = fc.array(logit, { minLength: 1, maxLength: 40 });
const listOf = ({ truePositives, falseNegatives, falsePositives, trueNegatives }: DecisionCounts) => [
  truePositives,
  falseNegatives,
  falsePositives,
  trueNegatives,
];
const countsOf = (tp: number, fn: number, fp: number, tn: number): DecisionCounts => ({
  truePositives: tp,
  falseNegatives: fn,
  falsePositives: fp,
  trueNegatives: tn,
});

for (const sample of golden.samples) {
  test(`decisions and their shares agree with scikit-learn and statsmodels: ${sample.name}`, (t) => {
    const of = (truth: number) => sample.logits.filter((_, i) => sample.truths[i] === truth);
    const tally = scoreTally(of(1), of(0));
    assert.equal(thresholdAtSensitivity(tally), sample.thresholdAt95);
    let worst = 0;
    for (const { threshold, counts, rates } of sample.decisions) {
      const found = decisionCounts(tally, threshold);
      assert.deepEqual(listOf(found), counts);
      const { sensitivity, specificity, positivePredictiveValue, negativePredictiveValue } = diagnosticRates(found);
      const shares = [sensitivity, specificity, positivePredictiveValue, negativePredictiveValue];
      for (const [i, expected] of rates.entries()) {
        const share = shares[i] ?? null;
        if (expected === null) assert.equal(share, null);
        else {
          const { value, low, high } = given(share);
          worst = Math.max(worst, near([value, low, high], expected, golden.tolerance, `rate ${i} at ${threshold}`));
        }
      }
    }
    const by = { scikitLearn: '`confusion_matrix`', statsmodels: '`proportion_confint`' };
    checked(t, 'sensitivity, specificity, PPV, NPV at a threshold and at 95 % sensitivity', by, golden.versions, worst);
  });
}

test('counts keep all cases; a higher threshold calls fewer', () => {
  fc.assert(
    fc.property(logits, logits, logit, logit, (positives, negatives, a, b) => {
      const tally = scoreTally(positives, negatives);
      const [low, high] = [decisionCounts(tally, Math.min(a, b)), decisionCounts(tally, Math.max(a, b))];
      assert.equal(low.truePositives + low.falseNegatives, positives.length);
      assert.equal(low.falsePositives + low.trueNegatives, negatives.length);
      assert.equal(low.truePositives, positives.filter((z) => z >= Math.min(a, b)).length);
      assert.ok(high.truePositives <= low.truePositives && high.falsePositives <= low.falsePositives);
    }),
  );
});

test('the threshold at a sensitivity reaches it, and the next higher score does not', () => {
  fc.assert(
    fc.property(logits, logits, fc.double({ min: 0.01, max: 1, noNaN: true }), (positives, negatives, sensitivity) => {
      const tally = scoreTally(positives, negatives);
      const threshold = given(thresholdAtSensitivity(tally, sensitivity));
      const reached = (at: number) => decisionCounts(tally, at).truePositives / positives.length;
      assert.ok(reached(threshold) >= sensitivity);
      for (const higher of tally.values) if (higher > threshold) assert.ok(reached(higher) < sensitivity);
    }),
  );
});

test('from bins a threshold at an edge is exact, and any other is off by the cut bin at most', () => {
  const threshold = fc.oneof(
    fc.integer({ min: 0, max: 512 }).map((edge) => edge * 0.046875 - 12),
    logit,
  );
  fc.assert(
    fc.property(logits, logits, threshold, (positives, negatives, at) => {
      const found = binnedDecisionCounts(binned(positives), binned(negatives), at);
      const inside = (z: number) => Math.min(Math.max(z, -12), 12 - 1e-9);
      const exact = decisionCounts(
        scoreTally(positives.map(inside), negatives.map(inside)),
        Math.min(Math.max(at, -12), 12),
      );
      assert.ok(Math.abs(found.truePositives - exact.truePositives) <= found.unsure.positives);
      assert.ok(Math.abs(found.falsePositives - exact.falsePositives) <= found.unsure.negatives);
      assert.ok(Math.abs(found.threshold - Math.min(Math.max(at, -12), 12)) <= 0.0234376);
      const edge = given(thresholdAtSensitivity(tallyOfBins(binned(positives), binned(negatives), 'edge')));
      assert.deepEqual(binnedDecisionCounts(binned(positives), binned(negatives), edge).unsure, {
        positives: 0,
        negatives: 0,
      });
    }),
  );
});

test('equalised odds give the widest of all pairs, with Newcombe’s interval, in any order', () => {
  const stratum = fc.tuple(fc.nat(60), fc.nat(60), fc.nat(60), fc.nat(60));
  fc.assert(
    fc.property(fc.array(stratum, { maxLength: 6 }), (strata) => {
      const named = strata.map((counts, i) => ({ name: `site ${i}`, counts: countsOf(...counts) }));
      const { sensitivity } = equalisedOdds(named);
      const entered = strata.filter(([tp, fn]) => tp + fn >= 30).map(([tp, fn]) => ({ hits: tp, n: tp + fn }));
      const pairs = entered.flatMap((a) => entered.filter((b) => b !== a).map((b) => given(shareGap(a, b)).value));
      if (pairs.length === 0) assert.equal(sensitivity, null);
      else {
        const gap = given(sensitivity);
        assert.ok(gap.low <= gap.value && gap.value <= gap.high && gap.value >= 0 && gap.highest !== gap.lowest);
        assert.ok(Math.abs(gap.value - Math.max(...pairs)) < 1e-12);
        assert.equal(gap.strata, entered.length);
        assert.equal(given(equalisedOdds(named.toReversed()).sensitivity).value, gap.value);
      }
    }),
  );
});

test('equalised odds of Newcombe’s printed example', () => {
  const { sensitivity, falsePositiveRate } = equalisedOdds([
    { name: 'A', counts: countsOf(48, 32, 0, 30) },
    { name: 'B', counts: countsOf(56, 14, 3, 27) },
    { name: 'few', counts: countsOf(0, 29, 29, 0) },
  ]);
  const gap = given(sensitivity);
  assert.deepEqual([gap.highest, gap.lowest, gap.strata], ['B', 'A', 2]);
  assert.deepEqual([gap.low.toFixed(4), gap.high.toFixed(4)], ['0.0524', '0.3339']);
  assert.ok(Math.abs(given(falsePositiveRate).value - 0.1) < 1e-12);
});

test('without cases shares are null; what is no threshold is refused', () => {
  const { sensitivity, specificity, positivePredictiveValue } = diagnosticRates(countsOf(0, 0, 0, 5));
  assert.equal(sensitivity, null);
  assert.equal(given(specificity).value, 1);
  assert.equal(positivePredictiveValue, null);
  assert.equal(thresholdAtSensitivity(scoreTally([], [1])), null);
  const tally = scoreTally([1], [0]);
  assert.equal(decisionCounts(tally, Number.POSITIVE_INFINITY).truePositives, 0);
  assert.equal(decisionCounts(tally, Number.NEGATIVE_INFINITY).falsePositives, 1);
  assert.throws(() => decisionCounts(tally, Number.NaN), /^RangeError: threshold: NaN/);
  assert.throws(() => binnedDecisionCounts(binned([1]), binned([0]), Number.NaN), /^RangeError: threshold: NaN/);
  for (const bad of [0, 1.1, Number.NaN]) {
    assert.throws(() => thresholdAtSensitivity(tally, bad), /^RangeError: sensitivity: /);
  }
  assert.throws(() => diagnosticRates(countsOf(-1, 2, 0, 0)), /^RangeError: hits: /);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { brierScore } from './brierScore';
import { calibrationInTheLarge } from './calibrationInTheLarge';
import { calibrationSlope } from './calibrationSlope';
import { checked } from './checked.fixture';
import { expectedCalibrationError } from './expectedCalibrationError';
import { expit } from './expit';
import { binned } from './histogram.fixture';
import { given, near, reference } from './reference.fixture';
import { reliabilityCurve } from './reliabilityCurve';
import { type ScoreTally, scoreTally } from './scoreTally';
import { tallyOfBins } from './tallyOfBins';

type Triple = [number, number, number];
type Sample = {
  name: string;
  logits: number[];
  truths: number[];
  inTheLarge: Triple;
  intercept: Triple;
  slope: Triple;
  brier: number;
  murphy: [number, number, number, number];
  observed: number[];
  predicted: number[];
  ece: number;
  simulatedChance: number;
};
const golden = reference<{ samples: Sample[]; simulatedChanceTolerance: number }>('calibration');
const byTruth = ({ logits, truths }: Sample, truth: number) => logits.filter((_, i) => truths[i] === truth);
const figures = (estimate: { value: number; low: number; high: number } | undefined) => [
  estimate?.value,
  estimate?.low,
  estimate?.high,
];
// Steps of 2⁻¹⁰, so that shifting and stretching keep different logits different.
const logit = fc.integer({ min: -8192, max: 8192 }).map((step) => step / 1024);
const logits = fc.array(logit, { minLength: 1, maxLength: 40 });
const both = fc.tuple(logits, logits).map(([positives, negatives]) => scoreTally(positives, negatives));
const shifted = (tally: ScoreTally, by: number): ScoreTally => ({ ...tally, values: tally.values.map((z) => z + by) });

for (const sample of golden.samples) {
  test(`calibration agrees with statsmodels and scikit-learn: ${sample.name}`, (t) => {
    const tally = scoreTally(byTruth(sample, 1), byTruth(sample, 0));
    const { tolerance } = golden;
    const fit = given(calibrationSlope(tally));
    const brier = given(brierScore(tally));
    const curve = reliabilityCurve(tally);
    const error = given(expectedCalibrationError(curve));
    const check = (statistic: string, by: Record<string, string>, difference: number) =>
      checked(t, statistic, by, golden.versions, difference);
    const worst = [
      near(figures(given(calibrationInTheLarge(tally))), sample.inTheLarge, tolerance, 'in the large'),
      near(figures(fit.slope), sample.slope, tolerance, 'slope'),
      near(figures(fit.intercept), sample.intercept, tolerance, 'intercept'),
      near([brier.score.mean], [sample.brier], tolerance, 'Brier'),
      near([brier.reliability, brier.resolution, brier.uncertainty, brier.within], sample.murphy, tolerance, 'Murphy'),
      near(
        curve.map((point) => point.observed.value),
        sample.observed,
        tolerance,
        'observed',
      ),
      near(
        curve.map((point) => point.predicted),
        sample.predicted,
        tolerance,
        'predicted',
      ),
      near([error.value], [sample.ece], tolerance, 'ECE'),
    ];
    // A normal distribution stands for the binomial ones: with rare findings the simulated mean is a little lower.
    assert.ok(Math.abs(error.chance / sample.simulatedChance - 1) < golden.simulatedChanceTolerance, `${error.chance}`);
    const [inTheLarge = 9, slope = 9, intercept = 9, score = 9, murphy = 9, observed = 9, predicted = 9, ece = 9] =
      worst;
    check('calibration in the large, with interval', { statsmodels: '`GLM` with an offset' }, inTheLarge);
    check('calibration slope and intercept, with intervals', { statsmodels: '`GLM`' }, Math.max(slope, intercept));
    check('Brier score', { scikitLearn: '`brier_score_loss`' }, score);
    check('its parts (reliability, resolution, uncertainty, within)', { numpy: 'definition' }, murphy);
    check('reliability curve', { scikitLearn: '`calibration_curve`' }, Math.max(observed, predicted));
    check('expected calibration error', { numpy: 'definition' }, ece);
    t.diagnostic(`ECE by chance: ${error.chance.toFixed(4)}, simulated ${sample.simulatedChance.toFixed(4)}`);
  });

  test(`from bins calibration stays within its bounds: ${sample.name}`, (t) => {
    const [positives, negatives] = [byTruth(sample, 1), byTruth(sample, 0)];
    const [exact, bins] = [
      scoreTally(positives, negatives),
      tallyOfBins(binned(positives), binned(negatives), 'centre'),
    ];
    const shift = given(calibrationInTheLarge(bins)).value - given(calibrationInTheLarge(exact)).value;
    const slope = given(calibrationSlope(bins)).slope.value - given(calibrationSlope(exact)).slope.value;
    const brier = (given(brierScore(bins)).score.mean ?? 0) - (given(brierScore(exact)).score.mean ?? 0);
    assert.ok(Math.abs(shift) <= 0.0235 && Math.abs(slope) <= 0.01 && Math.abs(brier) <= 0.012);
    t.diagnostic(`bins: in the large ${shift.toFixed(5)}, slope ${slope.toFixed(5)}, Brier ${brier.toFixed(6)}`);
  });
}

test('calibration-in-the-large makes the expected number the observed one, and follows a shift', () => {
  fc.assert(
    fc.property(both, logit, (tally, by) => {
      const shift = given(calibrationInTheLarge(tally));
      let [expected, observed] = [0, 0];
      for (const [i, z] of tally.values.entries()) {
        expected += ((tally.positives[i] ?? 0) + (tally.negatives[i] ?? 0)) * expit(z + shift.value);
        observed += tally.positives[i] ?? 0;
      }
      assert.ok(Math.abs(expected - observed) < 1e-8);
      assert.ok(Math.abs(given(calibrationInTheLarge(shifted(tally, by))).value - (shift.value - by)) < 1e-7);
    }),
  );
});

test('the slope goes down as logits are stretched; swapped truths mirror it', () => {
  fc.assert(
    fc.property(both, (tally) => {
      const fit = calibrationSlope(tally);
      fc.pre(fit !== null && Math.abs(fit.slope.value) < 20);
      const stretched = given(calibrationSlope({ ...tally, values: tally.values.map((z) => z * 2) }));
      const swapped = given(calibrationSlope({ ...tally, positives: tally.negatives, negatives: tally.positives }));
      assert.ok(Math.abs(stretched.slope.value * 2 - fit.slope.value) < 1e-5);
      assert.ok(Math.abs(swapped.slope.value + fit.slope.value) < 1e-5);
    }),
  );
});

test('the parts of the Brier score add up to it in any number of groups, ties or none', () => {
  const tied = fc.array(fc.integer({ min: -4, max: 4 }), { maxLength: 60 });
  fc.assert(
    fc.property(
      fc.oneof(fc.tuple(tied, tied), fc.tuple(logits, logits)),
      fc.integer({ min: 1, max: 20 }),
      (z, groups) => {
        fc.pre(z[0].length + z[1].length > 0);
        const { score, reliability, resolution, uncertainty, within } = given(brierScore(scoreTally(...z), groups));
        assert.ok(Math.abs(reliability - resolution + uncertainty + within - (score.mean ?? Number.NaN)) < 1e-12);
        assert.ok(reliability >= 0 && resolution >= 0 && resolution <= uncertainty + 1e-12);
      },
    ),
  );
});

test('a reliability curve keeps every case, rises in the predicted, and never splits equal scores', () => {
  const tied = fc.array(fc.integer({ min: -4, max: 4 }), { maxLength: 60 });
  fc.assert(
    fc.property(tied, tied, fc.integer({ min: 1, max: 12 }), (positives, negatives, groups) => {
      const curve = reliabilityCurve(scoreTally(positives, negatives), groups);
      assert.ok(curve.length <= groups);
      assert.equal(
        curve.reduce((sum, { n }) => sum + n, 0),
        positives.length + negatives.length,
      );
      for (const [i, point] of curve.entries()) {
        assert.ok(point.lowest <= point.predicted + 1e-12 && point.predicted <= point.highest + 1e-12);
        assert.ok(i === 0 || (curve[i - 1]?.highest ?? 1) < point.lowest);
      }
      const error = expectedCalibrationError(curve);
      assert.ok(error === null || (error.value >= 0 && error.value <= 1));
    }),
  );
});

test('without cases, of one kind, or separated, what cannot be told is null', () => {
  const [none, positivesOnly] = [scoreTally([], []), scoreTally([1, 2], [])];
  assert.equal(calibrationInTheLarge(none), null);
  assert.equal(calibrationInTheLarge(positivesOnly), null);
  assert.equal(calibrationSlope(positivesOnly), null);
  assert.equal(calibrationSlope(scoreTally([1, 2, 3], [-1, 0])), null);
  assert.equal(calibrationSlope(scoreTally([1, 2, 3], [1, -1, 0])), null);
  assert.equal(calibrationSlope(scoreTally([1, 1], [1, 1])), null);
  assert.equal(brierScore(none), null);
  assert.equal(given(brierScore(positivesOnly)).skill, null);
  assert.deepEqual(reliabilityCurve(none), []);
  assert.equal(expectedCalibrationError([]), null);
  const same = given(calibrationInTheLarge(scoreTally([1, 1], [1, 1, 1, 1, 1, 1])));
  assert.ok(Math.abs(same.value - (Math.log(2 / 6) - 1)) < 1e-12);
});

test('scores that are no numbers, wrong shapes and impossible counts are refused', () => {
  for (const score of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    assert.throws(() => scoreTally([0, score], [1]), /^RangeError: score: /);
    assert.throws(() => scoreTally([0], [score]), /^RangeError: score: /);
  }
  const tally = (values: number[], positives: number[], negatives = [0, 1]): ScoreTally => ({
    values: Float64Array.from(values),
    positives: Float64Array.from(positives),
    negatives: Float64Array.from(negatives),
  });
  assert.throws(() => brierScore(tally([0, 1], [1])), /^RangeError: tally: 2, 1, 2/);
  assert.throws(() => brierScore(tally([1, 1], [1, 0])), /^RangeError: value: 1 after 1/);
  assert.throws(() => calibrationInTheLarge(tally([0, 1], [-1, 2])), /^RangeError: count: -1/);
  assert.throws(() => reliabilityCurve(tally([0, 1], [0.5, 2])), /^RangeError: count: 0.5/);
  assert.throws(() => reliabilityCurve(tally([0, 1], [1, 2]), 0), /^RangeError: groups: 0/);
  assert.throws(() => tallyOfBins([1], [1], 'centre'), /^RangeError: bins: 1, 1/);
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { aucInterval, newcombeInterval } from './aucInterval';
import { binnedAuc } from './binnedAuc';
import { balancedEtaSquared, etaSquared } from './etaSquared';
import { binned, momentsOf } from './histogram.fixture';
import { incompleteBeta } from './incompleteBeta';
import { logGamma } from './logGamma';
import { meanGap } from './meanGap';
import { shareGap } from './shareGap';
import { studentQuantile } from './studentQuantile';

// Reference values by scikit-learn (roc_auc_score), scipy (Welch's interval, Student's t, Wilson, special functions,
// brentq) and, for DeLong's variance and η², their definitions in numpy; the versions are in the file.

type Sample = {
  name: string;
  one: number[];
  other: number[];
  exactAuc: number;
  binnedAuc: number;
  variance: number;
  interval: [number, number];
  gap: [number, number, number];
  etaSquared: number;
  balancedEtaSquared: number;
};
type Golden = {
  samples: Sample[];
  newcombeAuc: { auc: number; positives: number; negatives: number; interval: [number, number] }[];
  student: { probability: number; df: number; quantile: number }[];
  beta: { x: number; a: number; b: number; value: number }[];
  gamma: { x: number; value: number }[];
  shareGap: { one: [number, number]; other: [number, number]; value: [number, number, number] }[];
};
const golden: Golden = JSON.parse(readFileSync(join(import.meta.dirname, 'golden.json'), 'utf8'));

const TOLERANCE = 1e-9;

/** Each differs by at most `TOLERANCE`, relative to values over 1. */
function near(actual: readonly (number | null | undefined)[], expected: readonly number[], what: string): void {
  assert.equal(actual.length, expected.length, what);
  for (const [i, value] of expected.entries()) {
    const difference = Math.abs((actual[i] ?? Number.NaN) - value) / Math.max(1, Math.abs(value));
    assert.ok(difference <= TOLERANCE, `${what}: ${actual[i]}, reference ${value}`);
  }
}

for (const sample of golden.samples) {
  test(`AUC, interval, gap and η² agree with the references: ${sample.name}`, () => {
    const auc = binnedAuc(binned(sample.one), binned(sample.other));
    const interval = aucInterval(auc);
    near([auc.value, auc.variance], [sample.binnedAuc, sample.variance], 'auc, variance');
    near([interval?.low, interval?.high], sample.interval, 'interval');
    assert.ok(Math.abs(sample.exactAuc - sample.binnedAuc) <= (auc.errorBound ?? 0) + 1e-12);
    const [one, other] = [momentsOf(sample.one), momentsOf(sample.other)];
    const gap = meanGap(one, other);
    near([gap.value, gap.low, gap.high], sample.gap, 'gap');
    near(
      [etaSquared([one, other]), balancedEtaSquared(one, other)],
      [sample.etaSquared, sample.balancedEtaSquared],
      'η²',
    );
  });
}

test('the score interval agrees with the roots that scipy finds', () => {
  for (const { auc, positives, negatives, interval } of golden.newcombeAuc) {
    const { low, high } = newcombeInterval(auc, positives, negatives);
    near([low, high], interval, `${auc} of ${positives} and ${negatives}`);
  }
});

test('the interval of a difference of shares agrees with Newcombe’s example and with scipy', () => {
  for (const { one, other, value } of golden.shareGap) {
    const gap = shareGap({ hits: one[0], n: one[1] }, { hits: other[0], n: other[1] });
    near([gap?.value, gap?.low, gap?.high], value, `${one} − ${other}`);
  }
  const printed = shareGap({ hits: 56, n: 70 }, { hits: 48, n: 80 });
  assert.deepEqual([printed?.low.toFixed(4), printed?.high.toFixed(4)], ['0.0524', '0.3339']);
});

test('Student’s quantiles and the functions below them agree with scipy', () => {
  for (const { probability, df, quantile } of golden.student)
    near([studentQuantile(probability, df)], [quantile], `t ${df}`);
  for (const { x, a, b, value } of golden.beta) near([incompleteBeta(x, a, b)], [value], `beta ${x} ${a} ${b}`);
  for (const { x, value } of golden.gamma) near([logGamma(x)], [value], `gamma ${x}`);
});

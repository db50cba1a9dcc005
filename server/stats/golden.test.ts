import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { aucInterval, newcombeInterval } from './aucInterval';
import { binnedAuc } from './binnedAuc';
import { checked } from './checked.fixture';
import { balancedEtaSquared, etaSquared } from './etaSquared';
import { binned, momentsOf } from './histogram.fixture';
import { incompleteBeta } from './incompleteBeta';
import { logGamma } from './logGamma';
import { meanGap } from './meanGap';
import { near as nearAll } from './reference.fixture';
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
  versions: Record<string, string>;
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
const near = (actual: readonly (number | null | undefined)[], expected: readonly number[], what: string): number =>
  nearAll(actual, expected, TOLERANCE, what);

for (const sample of golden.samples) {
  test(`AUC, interval, gap and η² agree with the references: ${sample.name}`, (t) => {
    const check = (statistic: string, by: Record<string, string>, difference: number) =>
      checked(t, statistic, by, golden.versions, difference);
    const auc = binnedAuc(binned(sample.one), binned(sample.other));
    const interval = aucInterval(auc);
    check(
      'AUC of binned scores',
      { scikitLearn: '`roc_auc_score` on the bins' },
      near([auc.value], [sample.binnedAuc], 'auc'),
    );
    const variance = near([auc.variance], [sample.variance], 'variance');
    check('DeLong’s variance of binned scores', { numpy: 'definition' }, variance);
    const ends = near([interval?.low, interval?.high], sample.interval, 'interval');
    check('interval of the AUC of binned scores', { scipy: '`expit`, `norm`' }, ends);
    assert.ok(Math.abs(sample.exactAuc - sample.binnedAuc) <= (auc.errorBound ?? 0) + 1e-12);
    const [one, other] = [momentsOf(sample.one), momentsOf(sample.other)];
    const gap = meanGap(one, other);
    const welch = near([gap.value, gap.low, gap.high], sample.gap, 'gap');
    check('gap of means with Welch’s interval', { scipy: '`ttest_ind(equal_var=False)`' }, welch);
    const eta = near(
      [etaSquared([one, other]), balancedEtaSquared(one, other)],
      [sample.etaSquared, sample.balancedEtaSquared],
      'η²',
    );
    check('η² and balanced η²', { numpy: 'definition' }, eta);
  });
}

test('the score interval agrees with the roots that scipy finds', (t) => {
  for (const { auc, positives, negatives, interval } of golden.newcombeAuc) {
    const { low, high } = newcombeInterval(auc, positives, negatives);
    const difference = near([low, high], interval, `${auc} of ${positives} and ${negatives}`);
    checked(t, 'Newcombe’s interval of an AUC of 0 or 1', { scipy: '`brentq`' }, golden.versions, difference);
  }
});

test('the interval of a difference of shares agrees with Newcombe’s example and with scipy', (t) => {
  for (const { one, other, value } of golden.shareGap) {
    const gap = shareGap({ hits: one[0], n: one[1] }, { hits: other[0], n: other[1] });
    const difference = near([gap?.value, gap?.low, gap?.high], value, `${one} − ${other}`);
    const by = { scipy: '`binomtest` (Wilson)', 'Newcombe 1998': '(printed example, 4 digits)' };
    checked(t, 'difference of two shares (equalised odds)', by, golden.versions, difference);
  }
  const printed = shareGap({ hits: 56, n: 70 }, { hits: 48, n: 80 });
  assert.deepEqual([printed?.low.toFixed(4), printed?.high.toFixed(4)], ['0.0524', '0.3339']);
});

test('Student’s quantiles and the functions below them agree with scipy', (t) => {
  for (const { probability, df, quantile } of golden.student) {
    const difference = near([studentQuantile(probability, df)], [quantile], `t ${df}`);
    checked(t, 'Student’s t quantile, 1 to 10⁷ degrees of freedom', { scipy: '`t.ppf`' }, golden.versions, difference);
  }
  for (const { x, a, b, value } of golden.beta) near([incompleteBeta(x, a, b)], [value], `beta ${x} ${a} ${b}`);
  for (const { x, value } of golden.gamma) near([logGamma(x)], [value], `gamma ${x}`);
});

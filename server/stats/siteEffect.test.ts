import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { aucInterval } from './aucInterval';
import { binnedAuc } from './binnedAuc';
import { balancedEtaSquared, etaSquared } from './etaSquared';
import { binned, momentsOf } from './histogram.fixture';
import { LOGIT_BINS, logitBin } from './logitBins';
import { meanGap } from './meanGap';
import { shareGap } from './shareGap';
import { gradientOf, siteEffectGrade, siteEffectStrength } from './siteEffectGrade';

const logit = fc.double({ min: -16, max: 16, noNaN: true });
const sample = fc.array(logit, { minLength: 2, maxLength: 60 });

function exactAuc(positives: number[], negatives: number[]): number {
  const wins = positives.flatMap((p) => negatives.map((n) => (p > n ? 1 : p === n ? 0.5 : 0)));
  return wins.reduce((sum: number, win) => sum + win, 0) / wins.length;
}

test('bins hold their lower edge, and the end bins take everything beyond', () => {
  assert.deepEqual(
    [-12, -11.953125, 0, 11.99, 12, 16, Number.POSITIVE_INFINITY, -99].map(logitBin),
    [0, 1, 256, 511, 511, 511, 511, 0],
  );
  assert.throws(() => logitBin(Number.NaN), RangeError);
});

test('the AUC of bins differs from the exact one by no more than its bound', () => {
  fc.assert(
    fc.property(sample, sample, (p, n) => {
      const { value, errorBound } = binnedAuc(binned(p), binned(n));
      assert.ok(value !== null && errorBound !== null);
      assert.ok(Math.abs(value - exactAuc(p, n)) <= errorBound + 1e-12);
    }),
  );
});

test('swapping the two groups mirrors the AUC, keeps its variance and mirrors its interval', () => {
  fc.assert(
    fc.property(sample, sample, (p, n) => {
      const [one, other] = [binnedAuc(binned(p), binned(n)), binnedAuc(binned(n), binned(p))];
      const [a, b] = [aucInterval(one), aucInterval(other)];
      assert.ok(Math.abs((one.value ?? 0) + (other.value ?? 0) - 1) < 1e-12);
      assert.ok(Math.abs((one.variance ?? 0) - (other.variance ?? 0)) < 1e-12);
      assert.ok(a !== null && b !== null);
      assert.ok(Math.abs(a.low + b.high - 1) < 1e-6 && Math.abs(a.high + b.low - 1) < 1e-6);
    }),
  );
});

test('the AUC does not change when all bins are moved apart in the same order', () => {
  const counts = fc.array(fc.nat(9), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(counts, counts, fc.array(fc.nat(3), { minLength: 8, maxLength: 8 }), (p, n, gaps) => {
      const spread = (own: number[]) => own.flatMap((count, i) => [count, ...Array<number>(gaps[i] ?? 0).fill(0)]);
      const [before, after] = [binnedAuc(p, n), binnedAuc(spread(p), spread(n))];
      assert.deepEqual(
        [after.value, after.errorBound, after.variance],
        [before.value, before.errorBound, before.variance],
      );
    }),
  );
});

test('histograms and moments that are added are those of all values together', () => {
  fc.assert(
    fc.property(sample, sample, sample, (a, b, n) => {
      const more = binned(b);
      const sum = binned(a).map((count, bin) => count + (more[bin] ?? 0));
      assert.deepEqual(binnedAuc(sum, binned(n)), binnedAuc(binned([...a, ...b]), binned(n)));
      const [x, y] = [momentsOf(a), momentsOf(b)];
      const added = { n: x.n + y.n, sum: x.sum + y.sum, sumOfSquares: x.sumOfSquares + y.sumOfSquares };
      assert.ok(Math.abs(meanGap(added, x).value - meanGap(momentsOf([...a, ...b]), x).value) < 1e-9);
    }),
  );
});

test('an interval of an AUC stays inside 0–1, holds the AUC and is never empty', () => {
  fc.assert(
    fc.property(sample, sample, (p, n) => {
      const auc = binnedAuc(binned(p), binned(n));
      const { low, high } = aucInterval(auc) ?? { low: 2, high: -1 };
      const value = auc.value ?? -1;
      assert.ok(low >= 0 && low <= value + 1e-12 && value <= high + 1e-12 && high <= 1 && high > low);
    }),
  );
});

test('without one of the two groups there is no AUC, and counts that cannot be are refused', () => {
  const none = new Float64Array(LOGIT_BINS);
  const auc = binnedAuc(binned([1, 2]), none);
  assert.deepEqual([auc.value, auc.errorBound, auc.variance, aucInterval(auc)], [null, null, null, null]);
  assert.throws(() => binnedAuc([1], [1, 2]), /bins: 1, 2/);
  assert.throws(() => binnedAuc([1, -1], [1, 2]), /count: -1/);
});

test('groups of one size have their η² as the balanced one; without spread there is none', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(logit, logit), { minLength: 2, maxLength: 40 }), (pairs) => {
      const [one, other] = [momentsOf(pairs.map(([x]) => x)), momentsOf(pairs.map(([, y]) => y))];
      const [plain, balanced] = [etaSquared([one, other]), balancedEtaSquared(one, other)];
      assert.equal(plain === null, balanced === null);
      assert.ok(Math.abs((plain ?? 0) - (balanced ?? 0)) < 1e-9);
    }),
  );
  assert.equal(etaSquared([momentsOf([1, 1]), momentsOf([])]), null);
  assert.equal(balancedEtaSquared(momentsOf([1, 2]), momentsOf([])), null);
});

test('the balanced η² does not depend on the mix: a gap of .9 standard deviations is .168 at 50:50 and at 5:95', () => {
  const group = (mean: number, n: number) => ({ n, sum: mean * n, sumOfSquares: (1 + mean * mean) * n });
  for (const [n, m] of [
    [500, 500],
    [50, 950],
  ] as const) {
    assert.equal(balancedEtaSquared(group(0.9, n), group(0, m))?.toFixed(3), '0.168');
  }
  assert.equal(etaSquared([group(0.9, 50), group(0, 950)])?.toFixed(3), '0.037');
});

test('a gap without two values each has no interval, without spread an empty one', () => {
  assert.deepEqual(meanGap(momentsOf([3]), momentsOf([1, 2])), { value: 1.5, low: null, high: null });
  assert.deepEqual(meanGap(momentsOf([3, 3]), momentsOf([1, 1])), { value: 2, low: 2, high: 2 });
  assert.throws(() => meanGap(momentsOf([]), momentsOf([1])), /n: 0/);
});

test('the strength follows the distance from .5, its interval and the number of healthy cases', () => {
  const strength = (value: number, low: number, high: number, n = 100) =>
    siteEffectStrength({ value, low, high }, n, 100);
  assert.deepEqual(
    [strength(0.98, 0.96, 0.99, 99), strength(0.59, 0.55, 0.62), strength(0.62, 0.49, 0.74)],
    [null, 'none', 'none'],
  );
  assert.deepEqual(
    [strength(0.6, 0.52, 0.67), strength(0.4, 0.33, 0.48), strength(0.75, 0.7, 0.8), strength(0.2, 0.1, 0.3)],
    ['amber', 'amber', 'red', 'red'],
  );
});

test('a direction needs prevalences that can be told apart', () => {
  const steep = shareGap({ hits: 51, n: 150 }, { hits: 2, n: 150 });
  const flat = shareGap({ hits: 22, n: 150 }, { hits: 23, n: 150 });
  assert.deepEqual(
    [gradientOf(0.98, steep), gradientOf(0.2, steep), gradientOf(0.98, flat), gradientOf(0.98, null)],
    ['along', 'against', 'none', 'none'],
  );
});

test('only an effect along the gradient is called associated with the acquisition', () => {
  assert.deepEqual(
    [
      siteEffectGrade('red', 'along'),
      siteEffectGrade('amber', 'along'),
      siteEffectGrade('red', 'against'),
      siteEffectGrade('amber', 'none'),
      siteEffectGrade('none', 'along'),
      siteEffectGrade(null, 'along'),
    ],
    ['follows', 'weak', 'shift', 'shift', 'below', 'few'],
  );
});

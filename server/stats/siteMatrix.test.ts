import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { adjustedAuc } from './adjustedAuc';
import { agreement } from './agreement.fixture';
import { aucDecomposition } from './aucDecomposition';
import { aucInterval } from './aucInterval';
import { aucLift } from './aucLift';
import { binnedAuc } from './binnedAuc';
import { checked } from './checked.fixture';
import { mergeCounts } from './mergeCounts';
import { prevalenceReplay } from './prevalenceReplay';
import { reference } from './reference.fixture';
import { siteMatrix } from './siteMatrix';
import { siteCount } from './siteShares';
import { weightedAuc } from './weightedAuc';

// References by scikit-learn's roc_auc_score and by the definitions over all pairs in numpy; versions in the file.

type Estimate = [value: number, variance: number];
type Case = {
  name: string;
  sites: { positives: number[]; negatives: number[] }[];
  matrix: number[];
  pooled: number;
  pooledVariance: number;
  withinPairs: number;
  within: Estimate;
  between: Estimate | null;
  adjusted: Estimate;
  lift: Estimate | null;
  liftBootstrapVariance: number | null;
  replay: { prevalences: number[]; pooled: number; prevalenceOnly: number };
};
const golden = reference<{ cases: Case[] }>('siteMatrix');

test('site matrix, decomposition, adjusted AUC, lift and replay agree with the references', (t) => {
  const kept = (statistic: string, by: Record<string, string>) => {
    const { near, worst } = agreement(golden.tolerance);
    return { near, tell: () => checked(t, statistic, by, golden.versions, worst()) };
  };
  const matrix = kept('S×S matrix of AUCs', { scikitLearn: '`roc_auc_score`' });
  const parts = kept('within, between, adjusted AUC and lift, with variances', { numpy: 'definition over all pairs' });
  const replayed = kept('replay of other prevalences', { scikitLearn: '`roc_auc_score` with weights' });
  for (const { name, sites, ...expected } of golden.cases) {
    const { near } = parts;
    const { pooled, within, between, withinPairs } = aucDecomposition(sites);
    const [adjusted, lift] = [adjustedAuc(sites, 1), aucLift(sites, 1)];
    const replay = prevalenceReplay(sites, expected.replay.prevalences);
    for (const [i, { value }] of siteMatrix(sites).entries())
      matrix.near(value, expected.matrix[i] ?? 9, `${name}, cell ${i}`);
    near(pooled.value, expected.pooled, `${name}, pooled`);
    near(pooled.variance, expected.pooledVariance, `${name}, pooled variance`);
    near(withinPairs, expected.withinPairs, `${name}, pairs`);
    for (const [what, actual, wanted] of [
      ['within', within, expected.within],
      ['between', between, expected.between],
      ['adjusted', adjusted, expected.adjusted],
      ['lift', lift, expected.lift],
    ] as const) {
      assert.equal(wanted === null, (actual?.value ?? null) === null, `${name}, ${what}`);
      if (wanted === null) continue;
      near(actual?.value, wanted[0], `${name}, ${what}`);
      near(actual?.variance, wanted[1], `${name}, variance of ${what}`);
    }
    replayed.near(replay?.pooled.value, expected.replay.pooled, `${name}, replay`);
    replayed.near(replay?.prevalenceOnly, expected.replay.prevalenceOnly, `${name}, prevalence only`);
  }
  for (const { tell } of [matrix, parts, replayed]) tell();
});

test('the variance of the lift is that of a bootstrap within site and truth', () => {
  for (const { sites, liftBootstrapVariance } of golden.cases) {
    if (liftBootstrapVariance === null) continue;
    const ratio = Math.sqrt((aucLift(sites, 1)?.variance ?? 9) / liftBootstrapVariance);
    assert.ok(Math.abs(ratio - 1) < 0.05, `${ratio}`);
  }
});

/** Weights of sites against themselves. */
const own = (...diagonal: number[]) => {
  const none = diagonal.map(() => 0);
  return { positives: none, negatives: none, diagonal };
};

const counts = fc.array(fc.nat(6), { minLength: 6, maxLength: 6 });
const site = fc.record({ positives: counts, negatives: counts });
const sitesOf = (minLength: number) => fc.array(site, { minLength, maxLength: 4 });

test('the parts add up to the AUC of all sites merged, error bound included', () => {
  fc.assert(
    fc.property(sitesOf(1), (sites) => {
      const merged = binnedAuc(
        mergeCounts(sites.map(({ positives }) => positives)),
        mergeCounts(sites.map(({ negatives }) => negatives)),
      );
      const { pooled, within, between, withinPairs } = aucDecomposition(sites);
      assert.equal(pooled.value === null, merged.value === null);
      if (merged.value === null || withinPairs === null) return;
      const sum = withinPairs * (within.value ?? 0) + (1 - withinPairs) * (between.value ?? 0);
      assert.ok(Math.abs(sum - merged.value) < 1e-12);
      assert.ok(Math.abs((pooled.value ?? 9) - merged.value) < 1e-12);
      assert.ok(Math.abs((pooled.errorBound ?? 9) - (merged.errorBound ?? 0)) < 1e-12);
      for (const auc of [within, between]) {
        if (auc.value === null) continue;
        const { low, high } = aucInterval(auc) ?? { low: 2, high: -1 };
        assert.ok(low >= 0 && low <= auc.value + 1e-12 && auc.value <= high + 1e-12 && high <= 1);
      }
    }),
  );
});

test('one site alone is DeLong’s AUC, and sites in another order give the same', () => {
  fc.assert(
    fc.property(site, sitesOf(2), (alone, sites) => {
      const [single, whole] = [weightedAuc([alone], own(1)), binnedAuc(alone.positives, alone.negatives)];
      assert.ok(Math.abs((single.value ?? 9) - (whole.value ?? 9)) < 1e-12);
      if (whole.variance !== null) assert.ok(Math.abs((single.variance ?? 9) - whole.variance) < 1e-12);
      const [one, other] = [aucLift(sites, 1), aucLift(sites.toReversed(), 1)];
      assert.ok(Math.abs((one?.value ?? 0) - (other?.value ?? 0)) < 1e-12);
      assert.ok(Math.abs((one?.variance ?? 0) - (other?.variance ?? 0)) < 1e-12);
    }),
  );
});

test('replayed with its own prevalences a mix stays as it is, and within a site nothing ever moves', () => {
  fc.assert(
    fc.property(
      sitesOf(2),
      fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { minLength: 4, maxLength: 4 }),
      (sites, q) => {
        const full = sites.filter((one) => Math.min(siteCount(one).positives, siteCount(one).negatives) > 0);
        const own = full.map(siteCount).map(({ positives, negatives }) => positives / (positives + negatives));
        const [same, now] = [prevalenceReplay(full, own), aucDecomposition(full)];
        assert.equal(same === null, full.length === 0);
        if (same === null) return;
        assert.ok(Math.abs((same.pooled.value ?? 9) - (now.pooled.value ?? 0)) < 1e-9);
        const first = full.slice(0, 1);
        const twice = prevalenceReplay([...first, ...first], q.slice(0, 2));
        const [{ value } = { value: null }] = siteMatrix(first);
        for (const part of [twice?.pooled, twice?.within, twice?.between]) {
          assert.ok(Math.abs((part?.value ?? 9) - (value ?? 0)) < 1e-9);
        }
      },
    ),
  );
});

test('sites that do not tell apart have no lift; a score of the site alone has lift and nothing within', () => {
  const same = { positives: [0, 10, 30, 60], negatives: [60, 30, 10, 0] };
  const lift = aucLift([same, same]);
  assert.deepEqual([lift?.value, lift?.variance, lift?.low, lift?.high], [0, 0, null, null]);
  const only = aucLift(
    [
      { positives: [5, 5, 0, 0], negatives: [45, 45, 0, 0] },
      { positives: [0, 0, 30, 30], negatives: [0, 0, 20, 20] },
    ],
    10,
  );
  assert.ok(only !== null && (only.low ?? 0) > 0.2 && Math.abs(only.adjusted - 0.5) < 1e-12);
});

test('small sites stay out of the adjusted AUC and of the lift, and are told', () => {
  const big = { positives: [10, 30], negatives: [40, 10] };
  const small = { positives: [0, 29], negatives: [100, 0] };
  assert.deepEqual(adjustedAuc([small, big]).entered, [1]);
  assert.equal(adjustedAuc([small, big]).positives, 40);
  assert.equal(aucLift([small, big]), null);
  assert.deepEqual(aucLift([big, small, big])?.entered, [0, 2]);
  assert.deepEqual(adjustedAuc([small]), { ...weightedAuc([], own()), positives: 0, negatives: 0, entered: [] });
});

test('a single positive takes the widest variance that it could have', () => {
  const { variance } = weightedAuc([{ positives: [0, 1, 0], negatives: [2, 2, 2] }], own(1));
  const { variance: ofNegatives } = weightedAuc([{ positives: [0, 2, 0], negatives: [2, 2, 2] }], own(1));
  assert.ok(Math.abs((variance ?? 9) - 0.25 - (ofNegatives ?? 0)) < 1e-12);
});

test('placements that are all alike have no variance, rounding or not', () => {
  for (const n of [3, 6, 7, 49]) {
    const { variance } = weightedAuc([{ positives: [0, n, 0], negatives: [2, 0, 1] }], own(1));
    const ofNegatives = (2 * (1 - 2 / 3) ** 2 + (2 / 3) ** 2) / 2 / 3;
    assert.ok(Math.abs((variance ?? 9) - ofNegatives) < 1e-15);
  }
});

test('without a kind there is nothing to weigh, and what cannot be is refused', () => {
  const none = { value: null, errorBound: null, variance: null };
  const noPositive = { positives: [0, 0], negatives: [1, 1] };
  const both = { positives: [0, 1], negatives: [1, 1] };
  assert.deepEqual(weightedAuc([noPositive], own(1)), none);
  assert.deepEqual(weightedAuc([both], own(0)), none);
  assert.deepEqual(aucDecomposition([noPositive]).pooled, { ...none, positives: 0, negatives: 2 });
  assert.equal(aucDecomposition([both]).between.value, null);
  assert.equal(aucDecomposition([noPositive, { positives: [1, 0], negatives: [0, 0] }]).within.value, null);
  assert.equal(prevalenceReplay([noPositive, both], [0.5, 0.5]), null);
  assert.equal(prevalenceReplay([noPositive, both], [0, 0.5])?.withinPairs, 1.5 / 3.5);
  assert.equal(prevalenceReplay([both], [1]), null);
  assert.throws(() => weightedAuc([both], own()), /weights: 0, sites: 1/);
  assert.throws(() => weightedAuc([both], own(Number.NaN)), /weight: NaN/);
  assert.throws(() => weightedAuc([{ positives: [1], negatives: [1, 1] }], own(1)), /bins: 1, 2/);
  assert.throws(() => weightedAuc([{ positives: [-1, 1], negatives: [1, 1] }], own(1)), /count: -1/);
  assert.throws(() => adjustedAuc([both], 0), /minimum: 0/);
  assert.throws(() => prevalenceReplay([both], []), /prevalences: 0, sites: 1/);
  assert.throws(() => prevalenceReplay([both], [1.5]), /prevalence: 1.5/);
});

test('a weighted sum over cells is the sum of the cells, whatever the weights', () => {
  const weight = fc.double({ min: -2, max: 2, noNaN: true });
  const weights = fc.array(weight, { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(sitesOf(1), weights, weights, weights, (sites, positives, negatives, diagonal) => {
      const full = sites.filter((one) => Math.min(siteCount(one).positives, siteCount(one).negatives) > 0);
      const S = full.length;
      const by = [positives, negatives, diagonal].map((list) => list.slice(0, S));
      const [p = [], n = [], d = []] = by;
      const { value, errorBound } = weightedAuc(full, { positives: p, negatives: n, diagonal: d });
      if (value === null) return;
      const cells = siteMatrix(full).map((cell, i) => {
        const [s, t] = [Math.floor(i / S), i % S];
        const own = s === t ? (d[s] ?? 0) : (p[s] ?? 0) * (n[t] ?? 0);
        return { sum: own * (cell.value ?? 9), bound: Math.abs(own) * (cell.errorBound ?? 9) };
      });
      assert.ok(Math.abs(value - cells.reduce((sum, cell) => sum + cell.sum, 0)) < 1e-9);
      assert.ok(Math.abs((errorBound ?? 9) - cells.reduce((sum, cell) => sum + cell.bound, 0)) < 1e-9);
    }),
  );
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { adoptDb, openDb } from '@/server/db/client';
import type { SiteEffectGrade } from '@/server/stats/siteEffectGrade';
import { skipWithoutAssets } from '@/server/testing/assets';
import { CHEXNET, countChexnet, viewReference } from '@/server/testing/chexnet';
import { testDatabase } from '@/server/testing/database';
import type { AucFigures } from './aucSummary';
import { getConfounders } from './confounders';
import { percentileOf, readScores } from './percentile';
import { getSiteMatrix } from './siteMatrix';
import { getStatistics, type Statistics } from './statistics';

// Every figure that scikit-learn 1.2.1 told of 22,303 real predictions of 14 findings, asked of the rollups.

const db = openDb(await testDatabase());
adoptDb(db);
after(() => db.$disconnect());
before(() => (skipWithoutAssets ? undefined : countChexnet(db)), { timeout: 240_000 });

/** With the few cases of a hernia in AP, which are not told otherwise. */
const ask = (finding: string) => getStatistics({ model: CHEXNET, finding }, 'viewPosition', { suppress: false });

function byView({ strata, siteEffect }: Statistics) {
  const [ap, pa] = ['AP', 'PA'].map((view) => strata.find(({ stratum }) => stratum.viewPosition === view));
  const [effect] = siteEffect;
  assert.ok(ap && pa && effect && siteEffect.length === 1);
  assert.deepEqual([effect.stratum, effect.reference], ['AP', 'PA']);
  return { ap, pa, effect };
}

/** The columns of the reference that sums answer, exactly. */
function exactFigures(told: Statistics): Record<string, number | null> {
  const { ap, pa, effect } = byView(told);
  return {
    n: told.total.n,
    positives: told.total.positives,
    prevalence: told.total.prevalence,
    mean_probability: told.total.meanProbability,
    n_AP: ap.n,
    prevalence_AP: ap.prevalence,
    prevalence_PA: pa.prevalence,
    mean_probability_AP: ap.meanProbability,
    mean_probability_PA: pa.meanProbability,
    mean_probability_negatives_AP: ap.meanProbabilityNegatives,
    mean_probability_negatives_PA: pa.meanProbabilityNegatives,
    eta2_logit_view_negatives: effect.negatives.etaSquared,
  };
}

/** Those that bins answer, within a bound. */
function binnedFigures(told: Statistics): Record<string, AucFigures | undefined> {
  const { ap, pa, effect } = byView(told);
  return {
    auc: told.total.auc,
    auc_AP: ap.auc,
    auc_PA: pa.auc,
    auc_view_adjusted: told.auc?.adjusted,
    auc_AP_from_score_negatives: effect.negatives.aucOfScore,
  };
}

test('the statistics by view are scikit-learn’s, to 1e-6 or within the bound that they tell', {
  skip: skipWithoutAssets,
}, async (t) => {
  const worst = { exact: 0, binned: 0 };
  for (const reference of viewReference()) {
    const { label: finding = '' } = reference;
    const told = await ask(finding);
    const [exact, binned] = [exactFigures(told), binnedFigures(told)];
    const columns = ['label', ...Object.keys(exact), ...Object.keys(binned)];
    assert.deepEqual(columns.toSorted(), Object.keys(reference).sort());
    for (const [column, value] of Object.entries(exact)) {
      const difference = Math.abs((value ?? Number.NaN) - Number(reference[column]));
      assert.ok(difference <= 1e-6, `${finding} ${column}: ${value}, reference ${reference[column]}`);
      worst.exact = Math.max(worst.exact, difference);
    }
    for (const [column, figures] of Object.entries(binned)) {
      const difference = Math.abs((figures?.value ?? Number.NaN) - Number(reference[column]));
      const bound = figures?.errorBound ?? Number.NaN;
      assert.ok(difference <= bound, `${finding} ${column}: ${figures?.value} ± ${bound}, ${reference[column]}`);
      worst.binned = Math.max(worst.binned, difference);
    }
  }
  t.diagnostic(`worst difference: exact ${worst.exact.toExponential(1)}, from bins ${worst.binned.toExponential(1)}`);
});

test('Edema and Fibrosis stand out by view and are graded, Pneumothorax does not', {
  skip: skipWithoutAssets,
}, async () => {
  const effects: { finding: string; distance: number; grade: SiteEffectGrade }[] = [];
  for (const { label: finding = '' } of viewReference()) {
    const { effect } = byView(await ask(finding));
    const distance = Math.abs((effect.negatives.aucOfScore.value ?? 0.5) - 0.5);
    effects.push({ finding, distance, grade: effect.grade });
  }
  const [first, second] = effects.toSorted((a, b) => b.distance - a.distance);
  assert.deepEqual([first?.finding, first?.grade], ['Edema', 'follows']);
  assert.deepEqual([second?.finding, second?.grade], ['Fibrosis', 'weak']);
  assert.equal(effects.find(({ finding }) => finding === 'Pneumothorax')?.grade, 'below');
  const { variables } = await getConfounders({ model: CHEXNET, finding: 'Edema' });
  assert.deepEqual(
    variables.slice(0, 2).map(({ by, worst }) => [by, worst?.stratum]),
    [
      ['viewPosition', 'AP'],
      ['portable', 'true'],
    ],
  );
});

test('the site matrix has the strata’s own AUCs on its diagonal and the same decomposition', {
  skip: skipWithoutAssets,
}, async () => {
  const filter = { model: CHEXNET, finding: 'Edema' };
  const [statistics, matrix] = await Promise.all([
    getStatistics(filter, 'viewPosition'),
    getSiteMatrix(filter, 'viewPosition', { AP: 0.005 }),
  ]);
  assert.deepEqual(matrix.auc, statistics.auc);
  for (const { stratum, auc } of statistics.strata) {
    const own = matrix.cells.find(
      (cell) => cell.positivesOf === stratum.viewPosition && cell.negativesOf === stratum.viewPosition,
    );
    assert.equal(own?.value, auc.value);
  }
  const { pooled, adjusted, withinPairs, within, between, lift, prevalenceOnly } = matrix.auc;
  const parts = (withinPairs ?? 0) * (within.value ?? 0) + (1 - (withinPairs ?? 0)) * (between.value ?? 0);
  assert.ok(Math.abs(parts - (pooled.value ?? 9)) < 1e-9);
  assert.ok(Math.abs((lift.value ?? 9) - ((pooled.value ?? 0) - (adjusted.value ?? 0))) < 1e-9);
  assert.ok((lift.low ?? 0) > 0.05, 'the pooled AUC of Edema profits from the view');
  // With one prevalence in both views, knowing the view is worth nothing, and the pooled AUC comes down.
  assert.ok((prevalenceOnly ?? 0) > 0.7 && Math.abs((matrix.replay?.prevalenceOnly ?? 0) - 0.5) < 0.02);
  assert.ok((matrix.replay?.pooled.value ?? 1) < (pooled.value ?? 0) - 0.02);
});

test('a probability of 5 % is at the 97.1th percentile of Pneumonia, and 2.4 % at the 87.3rd', {
  skip: skipWithoutAssets,
}, async () => {
  const { id } = await db.finding.findFirstOrThrow({ where: { name: 'Pneumonia' } });
  const scores = (await readScores([id])).get(id);
  for (const [p, expected] of [
    [0.05, 97.1],
    [0.024, 87.3],
  ] as const) {
    const percentile = percentileOf(scores, Math.log(p / (1 - p))) ?? 0;
    assert.ok(Math.abs(percentile - expected) <= 0.1, `${percentile}, expected ${expected}`);
  }
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { statisticsResponse } from '@/server/api/responses';
import { adoptDb, openDb } from '@/server/db/client';
import { syntheticManifest } from '@/server/inference/testing/manifests';
import { applyCells } from '@/server/rollup/applyCells';
import { cellsOf } from '@/server/rollup/cell';
import { binnedAuc } from '@/server/stats/binnedAuc';
import { testDatabase } from '@/server/testing/database';
import { countsOf } from './labelledScores';
import { getOverview } from './overview';
import { getSitePairs } from './sitePairs';
import { getStatistics } from './statistics';

// Rollup cells of a made-up model: its first finding follows the site along the prevalence, its second does not.

const db = openDb(await testDatabase());
adoptDb(db);
after(() => db.$disconnect());

const MODEL = 'synthetic@1';
const SIZES = { A: 150, B: 160, C: 12 };
type Site = keyof typeof SIZES;

/** Evenly spread scores around `centre`, so that every AUC is known by counting. */
const logitOf = (i: number, centre: number): number => centre + ((i * 37) % 100) / 50 - 1;

before(async () => {
  const manifest = syntheticManifest();
  const findings = manifest.findings.map(({ name }, channel) => ({ name, channel, baseline: 0.1, anatomy: [] }));
  const version = { id: randomUUID(), version: '1', kind: 'classifier', sha256: '', assumed: [] };
  await db.model.create({
    data: {
      id: randomUUID(),
      name: 'synthetic',
      versions: {
        create: { ...version, manifest, saliency: { available: [], refused: [] }, findings: { create: findings } },
      },
    },
  });
  const [follows, faithful, unlabelled] = await db.finding.findMany({ orderBy: { channel: 'asc' } });
  for (const [site, size] of Object.entries(SIZES)) {
    for (let i = 0; i < size; i++) {
      const sick = site === 'A' ? i % 3 === 0 : i % 50 === 0;
      await count(site, i, follows?.id ?? 0, (site === 'A' ? 1 : -1) + (sick ? 2 : 0), sick ? 1 : 0);
      await count(site, i, faithful?.id ?? 0, i % 7 === 0 ? 1 : -1, i % 7 === 0 ? 1 : 0);
      await count(site, i, unlabelled?.id ?? 0, 0, null);
    }
  }
});

async function count(site: string, i: number, findingId: number, centre: number, truth: 0 | 1 | null): Promise<void> {
  const logit = logitOf(i, centre);
  const at = new Date(Date.UTC(2026, 10, 20, i % 24));
  const acquisition = {
    ...{ site, department: null, scanner: null, viewPosition: i % 2 === 0 ? 'AP' : 'PA', portable: null },
    ...{ patientSex: null, patientAge: null, reportedBy: null, acquiredAt: at, receivedAt: at },
  };
  const result = { findingId, probability: 0.5, logit, outsideShare: null, areaOutside: null, flags: [], truth };
  await db.$transaction((tx) => applyCells(tx, cellsOf({ ...result, undefinedReason: 'no_saliency' }, acquisition)));
}

const near = (actual: number | null | undefined, expected: number, by = 1e-9) =>
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) <= by, `${actual}, expected ${expected}`);

/** Share of pairs of negatives in which the first site's score is higher, ties half; by counting. */
function chanceAbove(one: Site, other: Site, sick: (site: Site, i: number) => boolean, centre: (site: Site) => number) {
  const scores = (site: Site) =>
    Array.from({ length: SIZES[site] }, (_, i) => i)
      .filter((i) => !sick(site, i))
      .map((i) => logitOf(i, centre(site)));
  const wins = scores(one).flatMap((a) => scores(other).map((b): number => (a > b ? 1 : a === b ? 0.5 : 0)));
  return wins.reduce((sum, win) => sum + win, 0) / wins.length;
}
const sickAt = (site: Site, i: number) => (site === 'A' ? i % 3 === 0 : i % 50 === 0);

test('statistics give AUCs by stratum and each site against the one with most healthy cases', async () => {
  const statistics = await getStatistics({ model: MODEL, finding: 'finding 0' }, 'site');
  assert.deepEqual(statisticsResponse.parse(statistics), statistics);
  assert.deepEqual(
    statistics.siteEffect.map(({ stratum, reference, grade, gradient }) => [stratum, reference, grade, gradient]),
    [
      ['A', 'B', 'follows', 'along'],
      ['C', 'B', 'few', 'none'],
    ],
  );
  const [a, c] = statistics.siteEffect;
  const expected = chanceAbove('A', 'B', sickAt, (site) => (site === 'A' ? 1 : -1));
  near(a?.negatives.aucOfScore.value, expected, a?.negatives.aucOfScore.errorBound ?? 0);
  assert.deepEqual([a?.negatives.n, a?.negatives.referenceN, c?.negatives.n], [100, 156, 11]);
  near(a?.negatives.gapLogit.value, 2, 0.05);
  near(a?.prevalence.stratum, 50 / 150);
  assert.deepEqual(
    statistics.strata.map(({ stratum, auc }) => [stratum.site, auc.suppressed]),
    [
      ['B', 'fewer_than_10_positives'],
      ['A', null],
      ['C', 'fewer_than_10_positives'],
    ],
  );
  assert.equal(statistics.total.auc.suppressed, null);
});

test('within one site other strata are compared, and a site filter leaves one site', async () => {
  const views = await getStatistics({ model: MODEL, finding: 'finding 0', site: 'A' }, 'viewPosition');
  assert.deepEqual([views.siteEffect.length, views.siteEffect[0]?.by], [1, 'viewPosition']);
  assert.equal((await getStatistics({ model: MODEL, finding: 'finding 0' }, null)).siteEffect.length, 0);
  const [model] = (await getOverview({ site: 'A' })).models;
  assert.deepEqual(
    model?.findings.map(({ siteEffect }) => siteEffect.none),
    ['one_site', 'one_site', 'no_truths'],
  );
});

test('the overview shows the site that differs most of those with enough healthy cases', async () => {
  const [model] = (await getOverview({})).models;
  const [follows, faithful, unlabelled] = model?.findings ?? [];
  assert.deepEqual([follows?.siteEffect.worst?.stratum, follows?.siteEffect.worst?.grade], ['A', 'follows']);
  assert.equal(follows?.siteEffect.effects.length, 2);
  assert.equal(faithful?.siteEffect.worst?.grade, 'below');
  assert.deepEqual([unlabelled?.auc.suppressed, unlabelled?.siteEffect.none], ['fewer_than_10_positives', 'no_truths']);
  const { total } = await getStatistics({ model: MODEL, finding: 'finding 0' }, null);
  assert.deepEqual(follows?.auc, total.auc);
});

test('all pairs of sites are told, the strongest first', async () => {
  const { findings } = await getSitePairs({ model: MODEL });
  assert.deepEqual(
    findings[0]?.pairs.map(({ stratum, reference }) => `${stratum} ${reference}`),
    ['A B', 'C A', 'C B'],
  );
  assert.deepEqual((await getSitePairs({ model: MODEL, finding: 'finding 1' })).findings.length, 1);
});

test('while old cells are recounted no AUC is told', async () => {
  await db.$executeRaw`update rollup_cell set negative_scores = '{}' where site = 'B'`;
  const { total, siteEffect } = await getStatistics({ model: MODEL, finding: 'finding 0' }, 'site');
  assert.deepEqual([total.auc.suppressed, total.auc.value], ['being_recounted', null]);
  assert.deepEqual(siteEffect[0]?.negatives.suppressed, 'being_recounted');
  const [model] = (await getOverview({})).models;
  assert.equal(model?.findings[0]?.siteEffect.worst?.stratum, undefined);
});

test('histograms of many cells are read as the sum of their pairs', () => {
  assert.equal(
    countsOf('').reduce((sum, count) => sum + count, 0),
    0,
  );
  const counts = countsOf('0,2,511,10,0,3,256,-1');
  assert.deepEqual([counts[0], counts[256], counts[511]], [5, -1, 10]);
  assert.equal(binnedAuc(countsOf('300,4'), countsOf('200,6')).value, 1);
});

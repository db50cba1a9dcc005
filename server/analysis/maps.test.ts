import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { analysisResponse } from '@/server/api/analysisResponses';
import { testDatabase } from '@/server/testing/database';
import { analysisKey } from './analysisKey';
import { askAnalysis } from './ask';
import type { AnalysisKind, AnalysisParameters, AnalysisResults } from './kinds';
import { BIAS, type MappedCase, openMappedHospital } from './maps.fixture';
import { furthest } from './readGap';

const hospital = await openMappedHospital(await testDatabase(), 600);
const { cases, db, work } = hospital;
after(() => hospital.close());

const given = <Value>(value: Value | null | undefined): Value => {
  assert.ok(value !== null && value !== undefined);
  return value;
};

async function answer<Kind extends AnalysisKind>(kind: Kind, parameters: AnalysisParameters<Kind>, refresh = false) {
  await askAnalysis(kind, parameters, { refresh });
  await work();
  const state = await askAnalysis(kind, parameters);
  assert.equal(state.status, 'done', state.problem ?? '');
  assert.equal(state.done, state.total);
  assert.deepEqual(analysisResponse.parse(state), state);
  return given<AnalysisResults[Kind]>(state.result);
}

const near = (actual: number | null | undefined, expected: number, by = 1e-6) =>
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) <= by, `${actual}, expected ${expected}`);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const positive = cases.filter(({ logit }) => logit >= 0);
const healthy = (site: string) => cases.filter((one) => one.site === site && one.truth === 0);
const ABOUT = { model: 'mapped@1', finding: 'Edema' };

test('shares of predicted positives are told beside area, other patients’ masks and permuted weights', async () => {
  const before = await answer('maps', ABOUT);
  assert.deepEqual([before.cases, before.n, before.of], ['predicted-positive', positive.length, positive.length]);
  assert.ok(before.cut !== null && before.cut >= 0.5 && before.method === 'cam');
  const outside = given(before.outside);
  near(outside.share.value, mean(positive.map(({ shares }) => given(shares.outsideShare))));
  near(outside.areaOutside, mean(positive.map(({ shares }) => shares.areaOutside)));
  near(outside.contribution?.value, mean(positive.map(({ shares }) => shares.contributionOutside)));
  near(outside.enrichment, Math.log2(outside.share.value / outside.areaOutside));
  assert.ok((outside.share.low ?? 1) < outside.share.value && (outside.share.high ?? 0) > outside.share.value);
  assert.deepEqual(
    outside.nulls.map(({ kind, n }) => [kind, n]),
    [
      ['area', positive.length],
      ['mask-swap', positive.length],
    ],
  );
  const swap = given(outside.nulls[1]);
  assert.ok(Math.abs(swap.value - outside.share.value) < 0.1 && swap.value !== outside.share.value);

  const question = { kind: 'randomised-maps', parameters: { model: 'mapped@1' } } as const;
  const share = { value: 0.61, low: 0.5, high: 0.7 };
  const found = { finding: 'Edema', n: 64, outsideShare: share, enrichment: 0.1, similarity: 0.02 };
  const told = { asOf: new Date().toISOString(), answer: { images: 64, seeds: 2, findings: [found] } };
  const at = new Date();
  await db.analysis.create({
    data: {
      ...{ id: randomUUID(), ...question, key: analysisKey(question), status: 'done', result: told },
      ...{ requestedAt: at, finishedAt: at },
    },
  });
  const { outside: after } = await answer('maps', ABOUT, true);
  assert.deepEqual(after?.nulls[2], { kind: 'randomised-weights', ...share, n: 64, difference: null });
});

test('the cells of the site gap sum to the gap of the logits of the same cases', async () => {
  const { siteGap } = await answer('maps', ABOUT);
  const gap = given(siteGap);
  const [one, other] = [healthy(gap.stratum), healthy(gap.reference)];
  assert.deepEqual([gap.n, gap.referenceN], [one.length, other.length]);
  const logits = (of: MappedCase[]) => mean(of.map(({ logit }) => logit));
  near(
    gap.grid.values.reduce((sum, value) => sum + value, 0),
    logits(one) - logits(other),
  );
  near(gap.gap, logits(one) - logits(other));
  const [corner = 0] = gap.grid.values;
  assert.ok(Math.abs(corner) > 0.8 * Math.abs(gap.gap));
  assert.ok(given(gap.outsideShare) > 0.6 && given(gap.areaOutside) < 0.6);
});

test('zones and the bias sum to the mean logit; negative evidence is told apart', async () => {
  const { zones } = await answer('maps', ABOUT);
  assert.deepEqual(
    zones.map(({ zone }) => zone),
    ['body-other'],
  );
  const [zone] = zones;
  near(given(zone).contribution.value + BIAS, mean(positive.map(({ logit }) => logit)));
  near(given(zone).positive - given(zone).negative, given(zone).contribution.value);
});

test('every chest is moved to one place: the mean lungs fill the box in the middle', async () => {
  const { average } = await answer('maps', ABOUT);
  const { n, lungs, grid } = given(average);
  assert.ok(n > 100 && n <= 300, `${n}`);
  const at = (y: number, x: number) => lungs.values[y * lungs.width + x] ?? Number.NaN;
  near(at(14, 6), 1, 1e-5);
  near(at(14, 22), 1, 1e-5);
  near(at(1, 14), 0);
  near(at(14, 14), 0);
  const heat = (y: number, x: number) => grid.values[y * grid.width + x] ?? Number.NaN;
  assert.ok(heat(16, 19) > heat(16, 8) + 10, `${heat(16, 19)}, ${heat(16, 8)}`);
});

test('strategies are the places that evidence was planted in, with the site that has them', async () => {
  const { clusters, grouping } = await answer('maps', ABOUT);
  assert.ok(grouping.none === null && given(grouping.silhouette) > 0.5, JSON.stringify(grouping));
  near(
    clusters.reduce((sum, { share }) => sum + share, 0),
    1,
  );
  const siteOf = new Map(cases.map(({ instanceId, site }) => [instanceId, site]));
  const corner = given(clusters.find(({ mean: grid }) => grid.values.indexOf(Math.max(...grid.values)) === 0));
  const site = given(corner.over.find(({ by }) => by === 'site'));
  assert.deepEqual([site.stratum, site.share], ['A', 1]);
  assert.ok(site.otherwise < 0.6 && site.q < 0.001);
  assert.equal(corner.examples.length, 6);
  for (const id of corner.examples) assert.equal(siteOf.get(id), 'A');
});

test('without a threshold the top tenth is read, and of maps without masks no share is told', async () => {
  const told = await answer('maps', { model: 'mapped@1', finding: 'Mass' });
  assert.deepEqual([told.cases, told.outside, told.siteGap], ['top-tenth', null, null]);
  assert.ok(Math.abs(told.n - cases.length / 10) <= 1, `${told.n}`);
  assert.deepEqual(told.undefined, { mask_missing: told.n });
});

test('the sites of a gap are the largest and the one furthest from it', () => {
  const sites = (rows: [string, number, number][]) => furthest(rows.map(([site, n, value]) => [site, n, value, 1]));
  assert.deepEqual(
    sites([
      ['A', 500, 0],
      ['B', 300, 0.2],
      ['C', 200, -1],
    ]),
    { stratum: 'C', reference: 'A' },
  );
  assert.equal(
    sites([
      ['A', 500, 0],
      ['B', 99, 3],
    ]),
    null,
  );
});

test('the site is told from embeddings, by patient; what does not vary is not told', async () => {
  const told = await answer('probe', { model: 'mapped@1' });
  assert.deepEqual([told.cases, told.of, told.embedding, told.dimensions, told.folds], [600, 600, 6, 6, 5]);
  const [site, department, scanner] = told.targets;
  assert.ok(given(site?.auc).value > 0.99 && given(site?.balancedAccuracy).value > 0.95);
  for (const { auc } of given(site).shuffled) assert.ok(Math.abs(auc - 0.5) < 0.15);
  assert.deepEqual([department?.none, department?.auc], ['one_stratum', null]);
  assert.deepEqual([scanner?.none, scanner?.classes], ['one_stratum', []]);
});

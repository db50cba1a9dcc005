import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import * as schema from '@/server/api/comparisonSchema';
import { statisticsResponse } from '@/server/api/statisticsSchema';
import { adoptDb, openDb } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { applyCells } from '@/server/rollup/applyCells';
import { cellsOf } from '@/server/rollup/cell';
import { exactAuc } from '@/server/stats/exactAuc';
import { scoreTally } from '@/server/stats/scoreTally';
import { thresholdAtSensitivity } from '@/server/stats/thresholdAtSensitivity';
import { testDatabase } from '@/server/testing/database';
import { getConfounders } from './confounders';
import { getDistributions } from './distributions';
import { getGeneralisation } from './generalisation';
import { getReliability } from './reliability';
import { getSiteMatrix } from './siteMatrix';
import { getStatistics } from './statistics';

// Rollup cells of a made-up finding at four sites. The scanner is known at A and B only.

const db = openDb(await testDatabase());
adoptDb(db);
after(() => db.$disconnect());

const SITES = { A: 300, B: 400, C: 12, D: 50 };
type Site = keyof typeof SITES;
type Case = { site: Site; logit: number; truth: 0 | 1 | null };

const sick = (site: Site, i: number): 0 | 1 => ((site === 'A' ? i % 3 === 0 : i % 8 === 0) ? 1 : 0);
const cases: Case[] = (Object.keys(SITES) as Site[]).flatMap((site) =>
  Array.from({ length: SITES[site] }, (_, i) => {
    const truth = site === 'D' ? null : sick(site, i);
    return { site, truth, logit: ((i * 37) % 101) / 25 - 4 + (site === 'A' ? 1 : 0) + (truth === 1 ? 1.5 : 0) };
  }),
);

async function register(name: string, trainedOn: string[] | undefined): Promise<number> {
  const [id, versionId] = [randomUUID(), randomUUID()];
  const finding = { name: 'Nodule', channel: 0, baseline: 0.1, threshold: 0.3, anatomy: [] };
  const saliency = { available: [], refused: [] };
  const manifest = { name, version: '1', ...(trainedOn && { trainedOn }) };
  const version = { id: versionId, version: '1', kind: 'external', manifest, saliency, assumed: [] };
  await db.model.create({ data: { id, name, versions: { create: { ...version, findings: { create: finding } } } } });
  return (await db.finding.findFirstOrThrow({ where: { versionId } })).id;
}

before(async () => {
  const findings = [await register('trained', ['A']), await register('unstated', undefined)];
  for (const findingId of findings) {
    const cells = cases.flatMap(({ site, logit, truth }, i) => {
      const at = new Date(Date.UTC(2026, 10, 1 + (i % 3), 7));
      return cellsOf(
        {
          ...{ findingId, truth, logit, probability: 1 / (1 + Math.exp(-logit)), flags: [] },
          ...{ outsideShare: null, areaOutside: null, undefinedReason: 'no_saliency' },
        },
        {
          ...{ site, department: null, scanner: site === 'A' || site === 'B' ? `scanner ${site}` : null },
          ...{ viewPosition: i % 2 === 0 ? 'AP' : 'PA', portable: null, patientSex: null, patientAge: null },
          ...{ reportedBy: null, acquiredAt: at, receivedAt: at },
        },
      );
    });
    await db.$transaction((tx) => applyCells(tx, cells), { timeout: 30_000 });
  }
});

const filter = { model: 'trained@1', finding: 'Nodule' };
const logits = (truth: 0 | 1, keep: (one: Case) => boolean = () => true) =>
  cases.filter((one) => one.truth === truth && keep(one)).map(({ logit }) => logit);

function near(actual: number | null | undefined, expected: number | null, by = 1e-9): void {
  // Rounding: a bound may be met to the last digit.
  assert.ok(
    Math.abs((actual ?? Number.NaN) - (expected ?? Number.NaN)) <= by + 1e-12,
    `${actual}, expected ${expected}`,
  );
}

test('a stratum of few cases is not told, nor adjusted for, unless it is asked for without suppression', async () => {
  const told = await getStatistics(filter, 'site');
  assert.deepEqual(statisticsResponse.parse(told), told);
  const small = told.strata.find(({ stratum }) => stratum.site === 'C');
  assert.deepEqual(
    [small?.auc.value, small?.auc.suppressed, small?.calibration.suppressed, small?.decisions, small?.n],
    [null, 'fewer_than_10_positives', 'fewer_than_10_positives', [], 12],
  );
  assert.deepEqual([small?.meanProbabilityPositives, told.auc?.entered], [null, ['B', 'A']]);
  assert.deepEqual(told.auc?.left, ['D', 'C']);
  const all = await getStatistics(filter, 'site', { suppress: false });
  const own = all.strata.find(({ stratum }) => stratum.site === 'C');
  near(
    own?.auc.value,
    exactAuc(
      logits(1, (one) => one.site === 'C'),
      logits(0, (one) => one.site === 'C'),
    ).value,
    own?.auc.errorBound ?? 0,
  );
  assert.ok(own?.decisions.length === 2 && own.meanProbabilityPositives !== null);
  assert.deepEqual(all.auc?.entered, ['B', 'A', 'C']);
});

test('coverage, calibration and decisions are those of the cases', async () => {
  const { total, period } = await getStatistics(filter, null);
  assert.deepEqual([total.coverage?.hits, total.coverage?.n, total.labelled], [712, 762, 712]);
  assert.deepEqual(period, { from: '2026-11-01T07:00:00.000Z', to: '2026-11-03T08:00:00.000Z' });
  const labelled = cases.filter(({ truth }) => truth !== null);
  const errors = labelled.map(({ logit, truth }) => (1 / (1 + Math.exp(-logit)) - (truth ?? 0)) ** 2);
  near(total.calibration.brier, errors.reduce((sum, error) => sum + error, 0) / labelled.length);
  const expected = labelled.reduce((sum, { logit }) => sum + 1 / (1 + Math.exp(-logit)), 0);
  near(total.calibration.observedExpected.value, total.positives / expected);
  const [manifest, sensitivity] = total.decisions;
  assert.ok(manifest?.of === 'manifest' && sensitivity?.of === 'sensitivity');
  const hits = logits(1).filter((logit) => logit >= Math.log(0.3 / 0.7)).length;
  assert.ok(Math.abs(manifest.truePositives - hits) <= manifest.undecided);
  const exact = thresholdAtSensitivity(scoreTally(logits(1), logits(0))) ?? 9;
  near(Math.log(sensitivity.threshold / (1 - sensitivity.threshold)), exact, 24 / 512);
  assert.ok((sensitivity.sensitivity?.value ?? 0) >= 0.95 && sensitivity.undecided === 0);
});

test('a cell of the matrix is the chance that a positive of one stratum scores above a negative of the other', async () => {
  const matrix = await getSiteMatrix(filter, 'site', { B: 0.4 });
  assert.deepEqual(schema.siteMatrixResponse.parse(matrix), matrix);
  assert.deepEqual(
    matrix.strata.map(({ stratum }) => stratum),
    ['B', 'A', 'C'],
  );
  for (const cell of matrix.cells) {
    const { value } = exactAuc(
      logits(1, ({ site }) => site === cell.positivesOf),
      logits(0, ({ site }) => site === cell.negativesOf),
    );
    if (cell.positivesOf === 'C') assert.equal(cell.suppressed, 'fewer_than_10_positives');
    else near(cell.value, value, cell.errorBound ?? 0);
  }
  assert.deepEqual(matrix.replay?.prevalences, { B: 0.4, A: 100 / 300 });
  assert.equal((await getSiteMatrix(filter, 'site')).replay, null);
  const wrongs: Record<string, number>[] = [{ nowhere: 0.1 }, { A: 1.1 }];
  for (const wrong of wrongs) {
    await assert.rejects(getSiteMatrix(filter, 'site', wrong), (error) => error instanceof AppError);
  }
});

test('of all variables the one whose healthy cases differ most comes first, and what is not known is no reference', async () => {
  const told = await getConfounders(filter);
  assert.deepEqual(schema.confoundersResponse.parse(told), told);
  assert.equal(told.variables.length, 8);
  const [first, second] = told.variables;
  assert.deepEqual([first?.by, second?.by].toSorted(), ['scanner', 'site']);
  const scanner = told.variables.find(({ by }) => by === 'scanner');
  assert.deepEqual([scanner?.worst?.stratum, scanner?.worst?.reference], ['scanner A', 'scanner B']);
  assert.deepEqual(scanner?.effects.map(({ stratum, reference }) => [stratum, reference]).toSorted(), [
    ['scanner A', 'scanner B'],
    ['unknown', 'scanner B'],
  ]);
  const sites = told.variables.find(({ by }) => by === 'site');
  assert.deepEqual(
    sites?.coverage.map(({ stratum, labelled }) => [stratum, labelled]),
    [
      ['B', 400],
      ['A', 300],
      ['D', 0],
      ['C', 12],
    ],
  );
  const statistics = await getStatistics(filter, 'site');
  assert.deepEqual([sites?.lift, sites?.prevalenceOnly], [statistics.auc?.lift, statistics.auc?.prevalenceOnly]);
  assert.equal(told.variables.find(({ by }) => by === 'portable')?.none, 'one_stratum');
  const atA = await getConfounders({ ...filter, site: 'A' });
  assert.equal(atA.variables.find(({ by }) => by === 'site')?.none, 'one_stratum');
  await assert.rejects(getConfounders({ ...filter, viewPosition: 'AP' }), /of all cases, of a site/);
});

test('internal and external cases are pooled by what the version was trained on', async () => {
  const told = await getGeneralisation('Nodule', {});
  assert.deepEqual(schema.generalisationResponse.parse(told), told);
  const [trained, unstated] = told.rows;
  const auc = (keep: (one: Case) => boolean) => exactAuc(logits(1, keep), logits(0, keep)).value;
  near(
    trained?.internal.value,
    auc(({ site }) => site === 'A'),
    trained?.internal.errorBound ?? 0,
  );
  near(
    trained?.external.value,
    auc(({ site }) => site !== 'A'),
    trained?.external.errorBound ?? 0,
  );
  near(trained?.drop.value, (trained?.internal.value ?? 0) - (trained?.external.value ?? 0));
  assert.ok(trained?.drop.p !== null && trained?.sites.find(({ site }) => site === 'A')?.internal === true);
  assert.deepEqual([unstated?.trainedOn, unstated?.drop.p, unstated?.sites[0]?.internal], [null, null, null]);
  assert.equal((await getGeneralisation('Nodule', { model: 'trained@1' })).rows.length, 1);
  assert.deepEqual((await getGeneralisation('nothing', {})).rows, []);
});

test('distributions count every case of strata with ten, in at most 128 bins, with quartiles within a bin', async () => {
  const told = await getDistributions(filter, 'site');
  assert.deepEqual(schema.distributionsResponse.parse(told), told);
  const [b] = told.negatives;
  const own = logits(0, ({ site }) => site === 'B').toSorted((x, y) => x - y);
  assert.deepEqual([b?.stratum, b?.n, b?.counts.reduce((sum, count) => sum + count, 0)], ['B', 350, 350]);
  assert.ok(b && b.counts.length <= 128 && own.every((logit) => logit >= told.from));
  const median = b.quartiles?.median ?? 0.5;
  near(Math.log(median / (1 - median)), own[175] ?? 9, 24 / 512);
  for (const [bin, count] of b.counts.entries()) {
    const low = told.from + bin * told.width;
    assert.equal(count, own.filter((logit) => logit >= low && logit < low + told.width).length);
  }
  const few = told.positives.find(({ stratum }) => stratum === 'C');
  assert.deepEqual([few?.n, few?.counts, few?.quartiles], [2, [], null]);
  assert.equal(told.unlabelled.find(({ stratum }) => stratum === 'D')?.n, 50);
  assert.equal((await getDistributions(filter, null)).negatives[0]?.stratum, 'all');
});

test('reliability curves hold every labelled case, and none of few', async () => {
  const told = await getReliability(filter, 'site');
  assert.deepEqual(schema.reliabilityResponse.parse(told), told);
  assert.deepEqual(
    told.curves.map(({ stratum, suppressed, points }) => [
      stratum,
      suppressed,
      points.reduce((sum, { n }) => sum + n, 0),
    ]),
    [
      [null, null, 712],
      ['B', null, 400],
      ['A', null, 300],
      ['D', 'fewer_than_10_positives', 0],
      ['C', 'fewer_than_10_positives', 0],
    ],
  );
});

test('a version or finding that is not there is told so', async () => {
  await assert.rejects(getStatistics({ ...filter, finding: 'Mass' }, null), /no version trained@1 with a finding Mass/);
  await assert.rejects(getSiteMatrix({ finding: 'Nodule' }, 'site'), /name model/);
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import { openDb } from '@/server/db/client';
import { ensureFindingPartitions } from '@/server/db/findingPartitions';
import { recordTruths } from '@/server/ingest/recordTruths';
import { logitBin } from '@/server/stats/logitBins';
import { testDatabase } from '@/server/testing/database';
import { applyCells } from './applyCells';
import { cellsOf } from './cell';
import { compactRollup } from './compact';
import { rebuildRollup } from './rebuild';
import { rebuildIfStale } from './rebuildIfStale';
import { removeCellsOfVersions } from './removeCellsOfVersions';
import { addHistograms, type ScoreHistogram, toPairs } from './scoreHistogram';

const url = await testDatabase();
const db = openDb(url);
after(() => db.$disconnect());

const AT = new Date(Date.UTC(2026, 10, 20, 9));
const LOGITS = [-14, -3.2, -3.2, -1, 0.4, 2.5, 13, 15.5];
const versions = [randomUUID(), randomUUID()];
let findingIds: number[] = [];
const instances: string[] = [];

/** Results of two versions on eight instances, with truths for the first five. */
before(async () => {
  for (const id of versions) {
    const version = { id, version: '1', kind: 'classifier', sha256: '', manifest: {}, saliency: {}, assumed: [] };
    const findings = { create: [{ name: 'Edema', channel: 0, baseline: 0.1, anatomy: [] }] };
    await db.model.create({ data: { id: randomUUID(), name: id, versions: { create: { ...version, findings } } } });
  }
  findingIds = (await db.finding.findMany({ orderBy: { id: 'asc' } })).map((finding) => finding.id);
  for (const [i, logit] of LOGITS.entries()) instances.push(await addCase(i, logit));
});

async function addCase(i: number, logit: number): Promise<string> {
  const [studyId, seriesId, id] = [randomUUID(), randomUUID(), randomUUID()];
  const site = i % 2 === 0 ? 'A' : 'B';
  const truth = i < 5 ? ((i % 2) as 0 | 1) : null;
  const receivedAt = new Date(AT.getTime() + i * 3_600_000);
  await db.study.create({
    data: { id: studyId, site, studyKey: id, series: { create: { id: seriesId, seriesKey: id } } },
  });
  const instance = await db.instance.create({
    data: {
      ...{ id, seriesId, sha256: id, fileSha256: id, byteLength: 1, format: 'png', height: 8, width: 8, bitDepth: 8 },
      ...{ status: 'done', site, receivedAt },
      ...(truth !== null && { truths: { create: { finding: 'Edema', value: truth, source: 'report', receivedAt } } }),
    },
  });
  for (const [v, versionId] of versions.entries()) {
    const findingId = findingIds[v] ?? 0;
    const probability = 1 / (1 + Math.exp(-logit));
    const made = { findingId, probability, logit, undefinedReason: 'no_saliency', flags: [], definitionVersion: '1' };
    await ensureFindingPartitions(db, [receivedAt]);
    await db.prediction.create({
      data: {
        ...{
          id: randomUUID(),
          instanceId: id,
          versionId,
          maskSource: 'none',
          inputHash: '',
          timing: {},
          createdAt: AT,
          at: receivedAt,
        },
        results: { create: [made] },
      },
    });
    await db.$transaction((tx) =>
      applyCells(tx, cellsOf({ ...made, outsideShare: null, areaOutside: null, truth }, instance)),
    );
  }
  return id;
}

/** The summed scores and logits of the first version, over all cells by site. */
async function sums() {
  const [row] = await db.$queryRaw<{ positive: number[]; negative: number[]; logits: number; squares: number }[]>`
    select sum_scores(positive_scores) as positive, sum_scores(negative_scores) as negative,
      (sum(sum_negative_logit) / 16777216.0)::float8 as logits,
      (sum(sum_negative_logit_squared) / 16777216.0)::float8 as squares
    from rollup_cell where by = 'site' and grain <> 'all' and finding_id = ${findingIds[0]}`;
  assert.ok(row);
  return row;
}

const one = (logit: number): ScoreHistogram => new Map([[logitBin(logit), 1]]);
const pairsOf = (logits: number[]): number[] => toPairs(logits.map(one).reduce(addHistograms));

test('a cell holds the scores of its labelled cases by truth, and their logits within ±16', async () => {
  const { positive, negative, logits, squares } = await sums();
  assert.deepEqual([positive, negative], [pairsOf([-3.2, -1]), pairsOf([-14, -3.2, 0.4])]);
  assert.ok(Math.abs(logits - (-14 - 3.2 + 0.4)) < 1e-6);
  assert.ok(Math.abs(squares - (14 ** 2 + 3.2 ** 2 + 0.4 ** 2)) < 1e-6);
});

test('late and corrected truths move scores from one label to the other, to the bit', async () => {
  const line = (i: number, value: 0 | 1) => ({
    ...{ instanceId: instances[i] ?? '', finding: 'Edema', value, source: 'reader' as const },
  });
  await recordTruths(db, [line(1, 0), line(2, 1), line(4, 0), line(7, 0)], AT);
  const { positive, negative } = await sums();
  assert.deepEqual([positive, negative], [pairsOf([-3.2, -1]), pairsOf([-14, -3.2, 0.4, 15.5])]);
  assert.deepEqual(await rebuildRollup(db, { keep: false }), { results: 16, differences: 0 });
});

test('compaction adds histograms, and a rebuild still finds the same', async () => {
  const told = await sums();
  const cells = await db.rollupCell.count();
  await compactRollup(db, new Date(AT.getTime() + 200 * 86_400_000));
  assert.ok((await db.rollupCell.count()) < cells);
  assert.deepEqual(await sums(), told);
  assert.equal((await rebuildRollup(db, { keep: false })).differences, 0);
});

test('one score too many is a difference', async () => {
  await db.$executeRaw`
    update rollup_cell set negative_scores = add_scores(negative_scores, '{300,1}')
    where by = 'site' and site = 'A' and grain = 'all' and finding_id = ${findingIds[0]}`;
  assert.equal((await rebuildRollup(db, { keep: true })).differences, 1);
  assert.equal((await rebuildRollup(db, { keep: false })).differences, 0);
});

test('cells from before a migration are made anew once, when they are marked', async () => {
  assert.equal(await rebuildIfStale(db), null);
  await db.$executeRaw`update rollup_cell set positive_scores = '{}', negative_scores = '{}', sum_negative_logit = 0`;
  await db.$executeRaw`update rollup_state set stale = true`;
  assert.deepEqual(await Promise.all([rebuildIfStale(db), rebuildIfStale(db)]), [16, 16]);
  assert.equal((await rebuildRollup(db, { keep: false })).differences, 0);
  assert.equal(await rebuildIfStale(db), null);
});

test('versions that go take their cells with them, and no others', async () => {
  const cells = () => db.rollupCell.count({ where: { findingId: findingIds[1] } });
  const kept = await cells();
  assert.ok((await db.$transaction((tx) => removeCellsOfVersions(tx, versions.slice(0, 1)))) > 0);
  assert.deepEqual([await db.rollupCell.count(), await cells()], [kept, kept]);
});

test('histograms are added in the database as they are here, in any order', async () => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const histogram = fc
    .array(fc.tuple(fc.nat(12), fc.integer({ min: -2, max: 3 })), { maxLength: 12 })
    .map((pairs) => new Map(pairs));
  await fc.assert(
    fc.asyncProperty(histogram, histogram, async (a, b) => {
      const { rows } = await client.query('select add_scores($1::int[], $2::int[]) as sum', [toPairs(a), toPairs(b)]);
      assert.deepEqual(rows[0]?.sum, toPairs(addHistograms(a, b)));
      assert.deepEqual(toPairs(addHistograms(b, a)), toPairs(addHistograms(a, b)));
    }),
    { numRuns: 60 },
  );
  await client.end();
});

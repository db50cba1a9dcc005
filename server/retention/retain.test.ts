import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { ensureFindingPartitions, withFindingPartitions } from '@/server/db/findingPartitions';
import { recordTruths } from '@/server/ingest/recordTruths';
import { applyCells } from '@/server/rollup/applyCells';
import { cellsOf } from '@/server/rollup/cell';
import { rebuildRollup } from '@/server/rollup/rebuild';
import { openProduct } from '@/server/testing/product';
import { retain } from './retain';
import { retentionLimit } from './retentionLimit';

const product = await openProduct();
const { db, store } = product;
after(() => product.close());

const NOW = new Date('2026-11-23T10:00:00Z');
const versionId = randomUUID();
let findingId = 0;

before(async () => {
  const version = { id: versionId, version: '1', kind: 'external', manifest: {}, saliency: {}, assumed: [] };
  const findings = { create: [{ name: 'Edema', channel: 0, baseline: 0.1, anatomy: [] }] };
  await db.model.create({ data: { id: randomUUID(), name: 'm', versions: { create: { ...version, findings } } } });
  findingId = (await db.finding.findFirstOrThrow()).id;
});

async function addCase(at: Date): Promise<string> {
  const [studyId, seriesId, id] = [randomUUID(), randomUUID(), randomUUID()];
  await db.study.create({
    data: { id: studyId, site: 'A', studyKey: id, series: { create: { id: seriesId, seriesKey: id } } },
  });
  const fileSha256 = id.replaceAll('-', '').padEnd(64, '0');
  const instance = await db.instance.create({
    data: {
      ...{ id, seriesId, sha256: id, fileSha256, format: 'png', status: 'done', site: 'A' },
      ...{ receivedAt: NOW, acquiredAt: at },
    },
  });
  await predict(instance);
  return id;
}

async function predict(instance: Awaited<ReturnType<typeof db.instance.findFirstOrThrow>>): Promise<void> {
  const at = instance.acquiredAt ?? instance.receivedAt;
  const made = { findingId, probability: 0.3, logit: -0.85, undefinedReason: 'no_saliency', flags: [] };
  await withFindingPartitions(db, [at], () =>
    db.$transaction(async (tx) => {
      await tx.$queryRaw`select id from instance where id = ${instance.id}::uuid for update`;
      const run = { maskSource: 'none', inputHash: '', timing: {}, createdAt: NOW, at };
      await tx.prediction.create({
        data: {
          ...{ id: randomUUID(), instanceId: instance.id, versionId, ...run },
          results: { create: [{ ...made, definitionVersion: '1' }] },
        },
      });
      const result = { ...made, outsideShare: null, areaOutside: null, truth: null };
      await applyCells(tx, cellsOf(result, instance));
    }),
  );
}

const months = (list: number[]) => Promise.all(list.map((month) => addCase(new Date(Date.UTC(2026, month, 3, 7)))));
const held = async () => {
  const rows = await db.rollupCell.groupBy({ by: ['grain'], _sum: { n: true }, where: { by: 'site' } });
  return new Map(rows.map(({ grain, _sum }) => [grain, Number(_sum.n)]));
};

test('a limit is the start of a month', () => {
  assert.deepEqual(retentionLimit(NOW, 2), new Date('2026-09-01T00:00:00Z'));
  assert.deepEqual(retentionLimit(NOW, 11), new Date('2025-12-01T00:00:00Z'));
});

test('without a setting everything is kept', async () => {
  await months([4, 5, 9]);
  assert.deepEqual(await retain({ db, store, now: () => NOW, months: undefined }), {
    ...{ months: 0, instances: 0, files: 0 },
  });
  assert.equal(await db.findingResult.count(), 3);
});

test('old months go while others write; their aggregates stay, and a rebuild still agrees', async () => {
  const [old = ''] = await months([6, 10]);
  const writing = months([9, 9, 10, 10, 10]);
  const gone = await retain({ db, store, now: () => NOW, months: 2 });
  await writing;
  assert.deepEqual(gone, { months: 3, instances: 3, files: 3 });
  assert.equal(await db.instance.count({ where: { id: old } }), 0);
  assert.equal(await db.findingResult.count(), 7);
  assert.equal(await db.trailRecord.count({ where: { kind: 'result:sealed' } }), 3);
  assert.deepEqual(
    await held(),
    new Map([
      ['all', 10],
      ['hour', 7],
      ['month', 3],
    ]),
  );
  assert.deepEqual(await rebuildRollup(db, { keep: false, now: NOW }), { results: 7, differences: 0 });
  assert.deepEqual(await rebuildRollup(db, { keep: true, now: NOW }), { results: 7, differences: 0 });
  assert.equal((await held()).get('all'), 10);
});

test('a process that remembers a dropped month is told that it is past', async () => {
  const other = new Date('2026-06-03T07:00:00Z');
  await assert.rejects(ensureFindingPartitions(db, [new Date('2026-04-03T07:00:00Z')]), /no longer kept/);
  const before = await db.rollupCell.findMany({ where: { grain: 'all' } });
  await assert.rejects(addCase(other), (error: unknown) => {
    assert.equal(error instanceof Error && 'code' in error && error.code, 'past-retention');
    return true;
  });
  assert.deepEqual(await db.rollupCell.findMany({ where: { grain: 'all' } }), before);
});

test('a late truth of a sealed image is recorded and counted nowhere', async () => {
  const instance = await db.instance.findFirstOrThrow({ where: { predictions: { none: {} } } });
  const line = { instanceId: instance.id, finding: 'Edema', value: 1, source: 'report' } as const;
  assert.deepEqual(await recordTruths(db, [line], NOW), { recorded: 1, unchanged: 0 });
  assert.deepEqual(await rebuildRollup(db, { keep: false, now: NOW }), { results: 7, differences: 0 });
});

test('a lock that somebody holds is waited for in short tries', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const reading = db.$transaction(async (tx) => {
    await tx.$queryRaw`select count(*)::int as n from finding_result`;
    await held;
  });
  const retaining = retain({ db, store, now: () => NOW, months: 1 });
  await new Promise((resolve) => setTimeout(resolve, 900));
  await addCase(new Date(Date.UTC(2026, 10, 5)));
  release();
  await reading;
  await retaining;
  assert.equal((await rebuildRollup(db, { keep: false, now: NOW })).differences, 0);
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { adoptDb, openDb } from '@/server/db/client';
import { EDIT_VERSION, type EditKind } from '@/server/edit/edit';
import { testDatabase } from '@/server/testing/database';
import { getEditSummary } from './editSummary';
import { hasNetwork } from './hasNetwork';

const db = openDb(await testDatabase());
adoptDb(db);
after(() => db.$disconnect());

const versionId = randomUUID();
let findingId = 0;

async function addCase(site: string, patientKey: string | null): Promise<string> {
  const [id, now] = [randomUUID(), new Date()];
  const instance = { id, sha256: id, format: 'png', status: 'done', site, patientKey, receivedAt: now };
  const series = { id: randomUUID(), seriesKey: id, instances: { create: instance } };
  await db.study.create({ data: { id: randomUUID(), site, studyKey: id, series: { create: series } } });
  return id;
}

type Change = { delta: number; inDistribution?: boolean | null; sample?: string };

async function addEdit(instanceId: string, kind: EditKind, change: Change | null): Promise<void> {
  const { delta = 0, inDistribution = true, sample = 'random' } = change ?? {};
  const results = { findingId, logitBefore: 0, logitAfter: delta, probabilityBefore: 0.5, probabilityAfter: 0.5 };
  await db.edit.create({
    data: {
      ...{ id: randomUUID(), instanceId, versionId, kind, definitionVersion: EDIT_VERSION, maskSource: 'none', sample },
      ...{ outcome: change === null ? 'nothing-to-edit' : 'edited', inDistribution, createdAt: new Date() },
      ...(change !== null && { results: { create: results } }),
    },
  });
}

before(async () => {
  const finding = { name: 'Nodule', channel: 0, baseline: 0.1, anatomy: [] };
  const version = { id: versionId, version: '1', kind: 'classifier', manifest: {}, saliency: {}, assumed: [] };
  const versions = { create: { ...version, findings: { create: finding } } };
  await db.model.create({ data: { id: randomUUID(), name: 'm', versions } });
  findingId = (await db.finding.findFirstOrThrow({ where: { versionId } })).id;
  // Two images of one patient, who counts once, and one of another.
  for (const [patient, erased, sham] of [
    ['p', -1, 0.5],
    ['p', -3, 0.5],
    ['q', -4, 0],
  ] as const) {
    const id = await addCase('A', patient);
    await addEdit(id, 'marker-erase', { delta: erased });
    await addEdit(id, 'marker-sham', { delta: sham });
  }
  const odd = await addCase('B', null);
  await addEdit(odd, 'marker-erase', { delta: 9, inDistribution: false });
  await addEdit(odd, 'marker-sham', { delta: 1 });
  const flagged = await addCase('B', null);
  await addEdit(flagged, 'marker-erase', { delta: 5, sample: 'flagged' });
  await addEdit(await addCase('B', null), 'marker-erase', null);
});

const of = (summary: Awaited<ReturnType<typeof getEditSummary>>, kind: EditKind, site: string) =>
  summary.effects.find((effect) => effect.kind === kind && effect.site === site);

test('effects are means over patients by site, the control subtracted case by case', async () => {
  const summary = await getEditSummary('m@1', 'Nodule', 50);
  const erased = of(summary, 'marker-erase', 'A');
  assert.deepEqual([erased?.edited, erased?.inside, erased?.pairs], [3, 3, 3]);
  assert.equal(erased?.mean?.value, -3);
  assert.equal(erased?.net?.value, -3.25);
  assert.ok((erased?.net?.low ?? 0) < -3.25);
  assert.equal(of(summary, 'marker-sham', 'A')?.net, null);
});

test('pictures unlike real ones are counted and in no mean, and what had nothing to erase is told', async () => {
  const summary = await getEditSummary('m@1', 'Nodule', 50);
  const erased = of(summary, 'marker-erase', 'B');
  assert.deepEqual([erased?.edited, erased?.inside, erased?.outside, erased?.pairs], [2, 1, 1, 0]);
  assert.equal(erased?.mean?.value, 5);
  assert.equal(erased?.net, null);
  assert.deepEqual(summary.outcomes['marker-erase'], { edited: 5, 'nothing-to-edit': 1 });
  assert.equal(summary.cases, 6);
});

test('with enough cases at random the flagged ones are left out', async () => {
  assert.equal((await getEditSummary('m@1', 'Nodule', 6)).sample, 'all');
  const summary = await getEditSummary('m@1', 'Nodule', 5);
  assert.equal(summary.sample, 'random');
  assert.equal(of(summary, 'marker-erase', 'B')?.mean, null);
});

test('a version that is not there has no effects and no network', async () => {
  assert.deepEqual((await getEditSummary('gone@1', 'Nodule', 50)).effects, []);
  assert.deepEqual([await hasNetwork('gone@1'), await hasNetwork('m@1')], [false, true]);
});

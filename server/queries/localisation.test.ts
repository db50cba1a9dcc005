import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openMappedHospital } from '@/server/analysis/maps.fixture';
import { localisationCsv } from '@/server/api/localisationCsv';
import { recordLesions } from '@/server/ingest/recordLesions';
import { localiseInstance } from '@/server/pipeline/localiseInstance';
import { rebuildRollup } from '@/server/rollup/rebuild';
import { openFileStore } from '@/server/store/fileStore';
import { testDatabase } from '@/server/testing/database';
import { getCaseLesions } from './caseLesions';
import { listCases } from './cases';
import { forgetEvidence, getEvidence } from './evidence';
import { getLocalisation } from './localisation';

const hospital = await openMappedHospital(await testDatabase(), 160);
const { db, cases } = hospital;
const folder = await mkdtemp(join(tmpdir(), 'sightline-lesions-'));
const context = { db, store: openFileStore(folder), now: () => new Date('2026-11-20T08:00:00Z') };
const model = 'mapped@1';
const sick = cases.filter(({ truth }) => truth === 1);
after(async () => {
  await hospital.close();
  await rm(folder, { recursive: true, force: true });
});

/** All but the edges of the picture, for each sick case; a reader's word beside a report's. */
before(async () => {
  await rebuildRollup(db, { keep: true });
  const boxes = [{ x: 0.1, y: 0.1, width: 0.4, height: 0.6 }];
  const lesions = sick.flatMap(({ instanceId }, i) => [
    { instanceId, finding: 'Edema', source: 'report', given: { boxes } },
    ...(i < 10 ? [{ instanceId, finding: 'Edema', source: 'reader', given: { boxes } }] : []),
  ]);
  forgetEvidence();
  evidenceBefore = await getEvidence(model, 'Edema');
  await recordLesions(context, lesions, (refused) => assert.equal(refused.length, 0));
  for (const { instanceId } of sick) await localiseInstance(context, instanceId);
});
let evidenceBefore: Awaited<ReturnType<typeof getEvidence>> | undefined;

test('each case counts once, by the source that looked hardest, with intervals by patient', async () => {
  const told = await getLocalisation({ model, finding: 'Edema' });
  assert.equal(told.of, sick.length);
  assert.deepEqual(told.methods, ['cam']);
  assert.deepEqual(told.sources, { reader: 10, report: sick.length - 10 });
  const [all, reached] = told.groups;
  assert.equal(all?.lesions, sick.length);
  assert.equal(all?.patients, sick.length);
  assert.ok(reached !== undefined && reached.group === 'reached' && reached.lesions <= sick.length);
  assert.ok(all.mass.mean !== null && all.mass.low !== null && all.mass.low < all.mass.mean);
  assert.ok(sick.length >= 30);
  assert.equal(localisationCsv(told).split('\n').filter(Boolean).length, 1 + 7 * told.groups.length);
});

test('figures of a case stand beside its lesion, and cases with negative evidence on it can be listed', async () => {
  const [one] = sick;
  const lesions = await getCaseLesions(one?.instanceId ?? '');
  assert.deepEqual(
    lesions.map(({ source, maps }) => [source, maps.map(({ model: name, method }) => `${name} ${method}`)]),
    [
      ['reader', ['mapped@1 cam']],
      ['report', ['mapped@1 cam']],
    ],
  );
  const { negative, groups } = await getLocalisation({ model, finding: 'Edema' });
  const found = await listCases({ model, finding: 'Edema', lesion: 'negative' }, { limit: 200 });
  const flagged = Math.round((groups[0]?.negative.mean ?? 0) * sick.length);
  assert.equal(found.rows.length, flagged);
  assert.equal(negative.length, Math.min(8, flagged));
  const sent = await listCases({ model, finding: 'Edema', lesion: 'any' }, { limit: 200 });
  assert.equal(sent.rows.length, sick.length);
});

test('a case that is labelled as free of the finding is in no figure', async () => {
  const [one] = sick;
  const of = { instanceId: one?.instanceId ?? '', finding: 'Edema' };
  const { value } = await db.truth.findUniqueOrThrow({ where: { instanceId_finding: of } });
  await db.truth.update({ where: { instanceId_finding: of }, data: { value: 0 } });
  const told = await getLocalisation({ model, finding: 'Edema' });
  await db.truth.update({ where: { instanceId_finding: of }, data: { value } });
  assert.equal(told.contradicted, 1);
  assert.equal(told.groups[0]?.lesions, sick.length - 1);
});

test('lesions and their figures enter no verdict', async () => {
  forgetEvidence();
  const { verdict, lines, reasons } = await getEvidence(model, 'Edema');
  assert.ok(evidenceBefore !== undefined && evidenceBefore.lines.length > 0);
  assert.deepEqual([verdict, lines, reasons], [evidenceBefore.verdict, evidenceBefore.lines, evidenceBefore.reasons]);
});

test('a finding without lesions has none, and one that is not there is told', async () => {
  const none = await getLocalisation({ model, finding: 'Mass' });
  assert.deepEqual([none.of, none.groups[0]?.lesions, none.negative], [0, 0, []]);
  await assert.rejects(getLocalisation({ model, finding: 'Gout' }), /with a finding Gout/);
});

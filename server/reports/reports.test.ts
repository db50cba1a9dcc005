import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openMadeHospital } from '@/server/analysis/cases.fixture';
import { AppError } from '@/server/problem/appError';
import { openFileStore, sha256Of } from '@/server/store/fileStore';
import { testDatabase } from '@/server/testing/database';
import { askReport } from './askReport';
import { reportContent } from './content/reportContent';
import { makeReport } from './makeReport';
import { cancelReport, getReport, listReports, readReportFile } from './readReports';
import { changeSchedule, planReports } from './schedule';

// Two versions that have read the same 400 made-up cases at three sites, in October and November 2026.

const { db, cases, close } = await openMadeHospital(await testDatabase(), 400);
const folder = await mkdtemp(join(tmpdir(), 'sightline-report-'));
after(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});
const store = openFileStore(folder);
const manifest = {
  ...{ name: 'made', version: '1', kind: 'classifier', input: { size: [8, 8] } },
  findings: [{ name: 'Edema' }, { name: 'Mass' }],
};
await db.modelVersion.updateMany({ data: { manifest } });

const now = () => new Date('2026-12-01T06:00:00Z');
const october = { from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z' };
const making = { db, store, now };
const contentOf = async (id: string) =>
  reportContent.parse(JSON.parse((await readReportFile(id, 'content', { db, store })).toString('utf8')));

test('a model card counts what the version has read, and its files are what their hashes say', async () => {
  const asked = await askReport({ kind: 'model-card', model: 'made@1' }, 'key test', now(), db);
  assert.deepEqual([asked.status, asked.title], ['waiting', 'Model card of made@1']);
  await makeReport(making, asked.id, { last: true });
  const state = await getReport(asked.id, db);
  assert.equal(state.status, 'done', JSON.stringify(state.problem));
  const content = await contentOf(asked.id);
  const edema = content.versions[0]?.findings.find(({ finding }) => finding === 'Edema');
  assert.equal(edema?.total.n, cases.length);
  assert.deepEqual(
    edema?.sites.map(({ stratum, n }) => [stratum, n]).toSorted(),
    ['A', 'B', 'C'].map((site) => [site, cases.filter((one) => one.site === site).length]),
  );
  assert.deepEqual(
    edema?.sexes.map(({ stratum, n }) => [stratum, n]).toSorted(),
    ['F', 'M'].map((sex) => [sex, cases.filter(({ patientSex }) => patientSex === sex).length]),
  );
  const bands = edema?.ages.map(({ stratum }) => stratum);
  assert.deepEqual([bands?.[0], bands?.at(-2), bands?.at(-1)], ['20–29', '80+', 'unknown']);
  const old = cases.filter(({ patientAge }) => patientAge !== null && patientAge >= 80).length;
  assert.equal(edema?.ages.find(({ stratum }) => stratum === '80+')?.n, old);
  assert.equal(edema?.total.labelled, cases.filter(({ truth }) => truth !== null).length);
  assert.ok((edema?.total.auc.value ?? 0) > 0.5 && edema?.verdict.word !== '');
  for (const [file, hash] of [
    ['content', state.contentSha256],
    ['page', state.pageSha256],
    ['pdf', state.pdfSha256],
  ] as const) {
    assert.equal(sha256Of(await readReportFile(asked.id, file, { db, store })), hash);
  }
  const [record] = await db.trailRecord.findMany({ where: { kind: 'report:made' } });
  assert.ok(record?.content.includes(state.contentSha256 ?? 'none'));
  assert.equal(record?.seq, BigInt(state.trail?.seq ?? -2) + 1n);
});

test('an audit report is of its period alone, and of all versions that read in it', async () => {
  const { id } = await askReport({ kind: 'audit', ...october }, 'key test', now(), db);
  await makeReport(making, id, { last: true });
  const content = await contentOf(id);
  const inside = cases.filter(({ at }) => at < new Date(october.to)).length;
  assert.ok(inside < cases.length);
  assert.deepEqual(
    content.versions.map(({ model, findings }) => [model, findings[0]?.total.n]),
    [
      ['made@1', inside],
      ['made@2', inside],
    ],
  );
  assert.equal(content.reviews.arms.length, 0);
  const items = content.frameworks.flatMap(({ items: own }) => own);
  assert.equal(content.frameworks.find((one) => one.id === 'onc-hti-1')?.items.length, 31);
  assert.ok(items.filter(({ state }) => state === 'missing').every(({ fill }) => fill !== null));
});

test('neither patients nor people’s words are in a report', async () => {
  const reason = { reason: 'Mrs Example asked', changedBy: 'account 5', changedAt: new Date('2026-10-05') };
  await db.setting.create({ data: { name: 'made-up', value: {}, ...reason } });
  const { id } = await askReport({ kind: 'audit', model: 'made@1', ...october }, 'key test', now(), db);
  await db.incident.create({
    data: {
      ...{ id: '0b7c1f62-5d1e-4a53-9d0c-0c9c6ab7a0ff', title: 'Mr Sample fell', state: 'open', openedBy: 'account 5' },
      ...{ openedAt: new Date('2026-10-06'), changedAt: new Date('2026-10-06') },
    },
  });
  await makeReport(making, id, { last: true });
  const files = await Promise.all(
    (['content', 'page'] as const).map(async (file) =>
      (await readReportFile(id, file, { db, store })).toString('utf8'),
    ),
  );
  const told = [
    'Mrs Example',
    'Mr Sample',
    ...cases.flatMap(({ instanceId, patient }) => [instanceId, patient ?? instanceId]),
  ];
  for (const text of files) for (const planted of told) assert.ok(!text.includes(planted), planted);
  assert.ok(files[0]?.includes('"number":1'));
});

test('one that was stopped is not made, and a version that is not there is told', async () => {
  const { id } = await askReport({ kind: 'model-card', model: 'made@2' }, 'key test', now(), db);
  assert.equal((await cancelReport(id, now(), db)).status, 'cancelled');
  await makeReport(making, id, { last: true });
  assert.equal((await getReport(id, db)).status, 'cancelled');
  await assert.rejects(readReportFile(id, 'pdf', { db, store }), /cancelled/);
  await assert.rejects(
    askReport({ kind: 'model-card', model: 'other@1' }, 'key test', now(), db),
    (error) => error instanceof AppError && error.code === 'not-found',
  );
});

test('lists are newest first, and pages meet without gap', async () => {
  const whole = await listReports({ limit: 50 }, db);
  const first = await listReports({ limit: 2 }, db);
  const second = await listReports({ limit: 50, cursor: first.nextCursor ?? '' }, db);
  const ids = (page: typeof whole) => page.reports.map(({ id }) => id);
  assert.deepEqual([...ids(first), ...ids(second)], ids(whole));
  assert.equal(second.nextCursor, null);
});

test('a monthly report is asked for once, and only where the setting says so', async () => {
  assert.equal(await planReports(db, now()), false);
  await changeSchedule(db, { monthly: true, reason: 'for a test', expected: null }, 'key test', now());
  assert.deepEqual([await planReports(db, now()), await planReports(db, now())], [true, false]);
  const [{ period } = { period: null }] = (await listReports({ limit: 50 }, db)).reports.filter(
    ({ askedBy }) => askedBy === 'system reports',
  );
  assert.deepEqual(period, { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' });
});

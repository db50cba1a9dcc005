import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AppError } from '@/server/problem/appError';
import { testDatabase } from '@/server/testing/database';
import { askAnalysis, readAnalysis } from './ask';
import { openMadeHospital } from './cases.fixture';
import { cancelAnalysis, getAnalysis, refreshAnalysis } from './changeAnalysis';
import { runAnalysis } from './runAnalysis';

const hospital = await openMadeHospital(await testDatabase(), 60);
const { db, url, work } = hospital;
after(() => hospital.close());

const about = (finding: string, site?: string) => ({
  filter: { model: 'made@1', finding, site, viewPosition: 'AP' },
  by: 'patientSex' as const,
});
const jobs = async () =>
  (await db.$queryRaw<{ key: string }[]>`select key from graphile_worker.jobs where task_identifier = 'analyse'`)
    .length;
const context = { db, databaseUrl: url, now: () => new Date() };

test('many who ask the same at once get one job and one answer', async () => {
  assert.equal(await readAnalysis('cohort', about('Edema')), null);
  const version = await db.modelVersion.findFirstOrThrow({ where: { version: '1' } });
  const byId = { ...about('Edema'), filter: { ...about('Edema').filter, model: version.id } };
  const asked = await Promise.all([about('Edema'), about('Edema'), byId].map((one) => askAnalysis('cohort', one)));
  assert.equal(new Set(asked.map(({ id }) => id)).size, 1);
  assert.deepEqual(
    asked.map(({ status }) => status),
    ['waiting', 'waiting', 'waiting'],
  );
  assert.equal(await jobs(), 1);
  await work();
  const done = await askAnalysis('cohort', about('Edema'));
  assert.equal(done.status, 'done');
  assert.ok(done.result !== null && done.asOf !== null && done.finishedAt !== null);
  assert.equal(done.done, done.total);
  assert.equal(await jobs(), 0);
  assert.equal(await db.outbox.count({ where: { type: 'analysis:changed' } }), 1);
});

test('what is not there or not valid is told when it is asked', async () => {
  const code = (expected: string) => (error: unknown) => error instanceof AppError && error.code === expected;
  await assert.rejects(askAnalysis('cohort', about('Nothing')), code('not-found'));
  await assert.rejects(askAnalysis('added-auc', { model: 'none@1', finding: 'Edema' }), code('not-found'));
  await assert.rejects(askAnalysis('paired-versions', { model: 'made@1', other: 'made@1' }), code('invalid-field'));
  await assert.rejects(askAnalysis('cohort', { filter: { model: 'made@1' }, by: null }), code('invalid-field'));
});

test('an old answer stays while a new one is made, and only when results came in since', async () => {
  const first = await askAnalysis('cohort', about('Edema'));
  const old = new Date(Date.now() - 2 * 3_600_000);
  const aged = { asOf: old.toISOString(), answer: first.result as object };
  await db.outbox.deleteMany();
  await db.analysis.update({ where: { id: first.id }, data: { result: aged } });
  assert.equal((await askAnalysis('cohort', about('Edema'))).status, 'done');
  await db.outbox.create({ data: { seq: 1, type: 'truth:recorded', payload: {} } });
  const again = await askAnalysis('cohort', about('Edema'));
  assert.equal(again.status, 'waiting');
  assert.deepEqual([again.result, again.asOf], [first.result, old.toISOString()]);
  await work();
  const renewed = await askAnalysis('cohort', about('Edema'));
  assert.equal(renewed.status, 'done');
  assert.ok(renewed.asOf !== null && renewed.asOf > old.toISOString());
  await db.outbox.deleteMany();
});

test('one that waits can be stopped, and waits until it is asked anew', async () => {
  const { id } = await askAnalysis('cohort', about('Mass'));
  assert.equal((await cancelAnalysis(id))?.status, 'cancelled');
  assert.equal(await jobs(), 0);
  assert.equal((await askAnalysis('cohort', about('Mass'))).status, 'cancelled');
  assert.equal((await refreshAnalysis(id))?.status, 'waiting');
  assert.equal(await jobs(), 1);
  await work();
  assert.equal((await getAnalysis(id))?.status, 'done');
  assert.equal((await cancelAnalysis(id))?.status, 'done');
  assert.equal(await refreshAnalysis('00000000-0000-4000-8000-000000000000'), null);
});

test('one that runs can be stopped: its reading ends, and nothing is written', async () => {
  const { id } = await askAnalysis('patient-intervals', { model: 'made@1', finding: 'Edema', by: 'viewPosition' });
  const running = work();
  for (let i = 0; i < 400 && (await getAnalysis(id))?.status !== 'running'; i++) await pause(5);
  assert.equal((await cancelAnalysis(id))?.status, 'cancelled');
  await running;
  const stopped = await getAnalysis(id);
  assert.deepEqual([stopped?.status, stopped?.result], ['cancelled', null]);
});

test('after a worker died in the middle another one begins anew', async () => {
  const { id } = await askAnalysis('cohort', about('Edema', 'A'));
  // As a killed worker leaves it: running, half read, its job free again.
  const startedAt = new Date(Date.now() - 60_000);
  await db.analysis.update({ where: { id }, data: { status: 'running', startedAt, done: 5, total: 9 } });
  await work();
  assert.equal((await getAnalysis(id))?.status, 'done');
});

test('one whose job was discarded is put in the queue again by the next who asks', async () => {
  const { id } = await askAnalysis('cohort', about('Edema', 'B'));
  await db.$queryRaw`select count(*) from graphile_worker.complete_jobs(array(
    select id from graphile_worker._private_jobs where key = ${`analyse:${id}`}))`;
  assert.equal(await jobs(), 0);
  await askAnalysis('cohort', about('Edema', 'B'));
  assert.equal(await jobs(), 1);
  await work();
  assert.equal((await getAnalysis(id))?.status, 'done');
});

test('a worker that ends hands it back, and what fails for good says why', async () => {
  const asked = await askAnalysis('cohort', about('Edema', 'C'));
  await assert.rejects(runAnalysis(context, asked.id, { last: false, stopping: AbortSignal.abort() }));
  assert.equal((await getAnalysis(asked.id))?.status, 'waiting');
  await db.analysis.update({ where: { id: asked.id }, data: { parameters: { filter: {}, by: 'weight' } } });
  await runAnalysis(context, asked.id, { last: false });
  const failed = await getAnalysis(asked.id);
  assert.equal(failed?.status, 'failed');
  assert.match(failed?.problem ?? '', /parameters\.by/);
});

test('two in the queue are done one after the other, and 500 are kept', async () => {
  const data = Array.from({ length: 510 }, (_, i) => ({
    id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    ...{ kind: 'cohort', key: `old ${i}`, parameters: {}, status: 'done', requestedAt: new Date(i) },
  }));
  await db.analysis.createMany({ data });
  const sites = ['one', 'two'];
  for (const site of sites) await askAnalysis('cohort', about('Mass', site));
  for (let i = 0; i < 40 && (await jobs()) > 0; i++) {
    await work();
    await pause(100);
  }
  const states = await Promise.all(sites.map((site) => readAnalysis('cohort', about('Mass', site))));
  assert.deepEqual(
    states.map((state) => state?.status),
    ['done', 'done'],
  );
  assert.equal(await db.analysis.count(), 500);
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { installationHash } from '@/server/ingest/keyedHash';
import { addJob, countJobs } from '@/server/queue/addJob';
import { openHospital } from '@/server/testing/hospital';
import { changeDemonstration, startByHand, startDemonstration } from './control';
import { demonstrate } from './demonstrate';
import { SIDE, sendStudy } from './sendStudy';
import { resumeDemonstration } from './tasks';

const BURST = 6;
const MOST = 16;

const hospital = await openHospital({ burst: BURST, most: MOST });
after(() => hospital.close());
const { context, product, state, work, sendUntil } = hospital;
const { db } = product;
const instances = () => db.instance.count();

test('switched off, nothing starts and nothing is sent', async () => {
  const off = { ...context, enabled: false };
  await resumeDemonstration(off);
  assert.equal(await db.demonstration.count(), 0);
  await assert.rejects(startByHand(db, new Date(), false), /switched off/);
});

test('without shipped models nothing starts by itself', async () => {
  await resumeDemonstration({ ...context, models: join(context.models, 'nothing') });
  assert.equal(await db.demonstration.count(), 0);
});

test('in an empty store it starts once, however many workers begin at the same moment', async () => {
  await Promise.all(Array.from({ length: 5 }, () => resumeDemonstration(context)));
  assert.equal((await state()).status, 'running');
  assert.equal(await startDemonstration(db, new Date()), false);
  const jobs = await db.$queryRaw<unknown[]>`select 1 from graphile_worker.jobs where task_identifier = 'demonstrate'`;
  assert.equal(jobs.length, 1);
  assert.deepEqual(await countJobs(db), { waiting: 0, dead: 0 }, 'nobody waits for the feed');
});

test('models come first, then the burst, and each phantom is read by both', async () => {
  await sendUntil(BURST);
  await work();
  const versions = await db.modelVersion.findMany({ include: { model: true }, orderBy: { createdAt: 'asc' } });
  assert.deepEqual(
    [
      versions[0]?.kind,
      ...versions
        .slice(1)
        .map(({ model }) => model.name)
        .sort(),
    ],
    ['segmenter', 'a-shortcut', 'b-faithful'],
  );
  assert.deepEqual((await state()).versions.toSorted(), ['a-shortcut@1', 'b-faithful@1', 'stand-in-segmenter@1']);
  const rows = await db.instance.findMany({ include: { truths: true, predictions: true, masks: true } });
  for (const row of rows) {
    assert.deepEqual([row.demo, row.status, row.width, row.predictions.length], [true, 'done', SIDE, 2]);
    assert.deepEqual(
      row.truths.map(({ source }) => source),
      ['phantom', 'phantom'],
    );
    assert.ok(row.acquiredAt !== null && row.acquiredAt <= (await state()).startedAt);
    assert.ok(row.masks.some(({ zone, source }) => zone === 'heart' && source === 'stand-in-segmenter@1'));
  }
  assert.deepEqual([...new Set(rows.map(({ site }) => site))].sort(), ['Phantom A', 'Phantom B']);
});

test('a study that is sent again after a crash is the same instance', async () => {
  await sendStudy(context, await installationHash(db), await state());
  const before = await instances();
  const { sent } = await state();
  await sendUntil(sent + 1);
  assert.equal(await instances(), before);
  assert.equal(before, sent + 1);
});

test('of two runs at once one gives way, and every study counts once', async () => {
  await db.demonstration.update({ where: { id: 1 }, data: { dueAt: new Date(0) } });
  await Promise.all([demonstrate(context), demonstrate(context), demonstrate(context)]);
  assert.equal(await instances(), (await state()).sent);
  const jobs = await db.$queryRaw<unknown[]>`select 1 from graphile_worker.jobs where task_identifier = 'demonstrate'`;
  assert.equal(jobs.length, 1, 'one next run');
});

test('paused it sends nothing, resumed at ten times speed the next study comes at once', async () => {
  await changeDemonstration(db, { status: 'paused' }, new Date(), true);
  const { sent } = await state();
  await db.demonstration.update({ where: { id: 1 }, data: { dueAt: new Date(0) } });
  await demonstrate(context);
  await work();
  assert.equal((await state()).sent, sent);
  await assert.rejects(changeDemonstration(db, { status: 'running' }, new Date(), false), /switched off/);
  await changeDemonstration(db, { status: 'running', speed: 10 }, new Date(), true);
  await work();
  assert.ok((await state()).sent > sent);
  assert.ok((await state()).dueAt.getTime() - Date.now() < 60_000, 'mean gap 6 s at most');
});

test('when others have filled the queue it holds back', async () => {
  const { sent } = await state();
  const ids = Array.from({ length: 13 }, (_, i) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`);
  for (const instanceId of ids)
    await db.$transaction((tx) => addJob(tx, 'audit-instance', { instanceId }, { key: instanceId, priority: 0 }));
  await db.demonstration.update({ where: { id: 1 }, data: { dueAt: new Date(0) } });
  await demonstrate(context);
  assert.equal((await state()).sent, sent);
  await work();
});

test('switched off with cases there, it keeps them and sends no more', async () => {
  const before = await instances();
  await demonstrate({ ...context, enabled: false });
  assert.equal(await instances(), before);
  assert.equal((await state()).status, 'running');
});

test('at its end it is complete, and cannot be resumed', async () => {
  await sendUntil(MOST);
  assert.deepEqual([(await state()).status, (await state()).sent, await instances()], ['complete', MOST, MOST]);
  await work();
  assert.equal(await instances(), MOST);
  await assert.rejects(changeDemonstration(db, { status: 'running' }, new Date(), true), /is complete/);
});

test('a shipped model that is refused pauses it with the reason; resumed with a good one it goes on', async () => {
  const other = await openHospital({ burst: 2, most: 4 });
  after(() => other.close());
  const file = join(other.context.models, 'a-shortcut', 'model.onnx');
  const good = await (await import('node:fs/promises')).readFile(file);
  await writeFile(file, 'no model');
  await resumeDemonstration(other.context);
  while ((await other.state()).status === 'running') await other.sendUntil(-1).then(() => other.work());
  assert.match((await other.state()).problem ?? '', /^a-shortcut@1 was refused: /);
  assert.equal(await other.product.db.instance.count(), 0);
  await writeFile(file, good);
  await changeDemonstration(other.product.db, { status: 'running' }, new Date(), true);
  await other.sendUntil(2);
  assert.equal((await other.state()).problem, null);
});

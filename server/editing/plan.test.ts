import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Logger, runOnce } from 'graphile-worker';
import { cancelAnalysis } from '@/server/analysis/changeAnalysis';
import { analysisTasks } from '@/server/analysis/tasks';
import { adoptDb } from '@/server/db/client';
import { askEdits } from '@/server/queries/askEdits';
import { editImage, editSaliency } from '@/server/queries/editFiles';
import { editPairRows } from '@/server/queries/editPairRows';
import { getEdits } from '@/server/queries/edits';
import { registerPhantomModels, SHORTCUT, sendPhantoms } from '@/server/testing/phantomCases';
import { openProduct } from '@/server/testing/product';
import { planEdits, randomTarget } from './planEdits';
import { openEditing } from './tasks';

const product = await openProduct();
adoptDb(product.db);
const { db } = product;
const editing = openEditing(product, 0.02);
let ids: string[] = [];

before(async () => {
  await registerPhantomModels(product);
  ids = await sendPhantoms(product, 4, 112);
});
after(() => product.close());

const work = () =>
  runOnce({
    connectionString: product.url,
    taskList: {
      ...editing.tasks,
      ...analysisTasks({
        ...{ db, databaseUrl: product.url, now: product.now },
        works: editing.works,
      }),
      'sweep-files': () => undefined,
    },
    logger: new Logger(() => () => undefined),
    noHandleSignals: true,
  });

const plan = (now: Date, share = 0.02) => planEdits({ db, now: () => now, share });
const asked = () => db.analysis.findMany({ where: { kind: 'edits' }, orderBy: { requestedAt: 'asc' } });

test('the random share grows in steps and never falls under what figures need', () => {
  assert.equal(randomTarget({ scope: 'all', read: 200 }, 0.02), 100);
  assert.equal(randomTarget({ scope: 'demo', read: 200 }, 0.02), 120);
  assert.equal(randomTarget({ scope: 'all', read: 10_100 }, 0.02), 300);
  assert.equal(randomTarget({ scope: 'all', read: 1_000_000 }, 0.02), 5_000);
});

test('edits that a person asks for are made once, and told by an event', async () => {
  const [id = ''] = ids;
  const answer = await askEdits(id, SHORTCUT);
  assert.deepEqual(answer.models, [SHORTCUT]);
  await askEdits(id, SHORTCUT);
  await work();
  const edits = await getEdits(id);
  assert.equal(edits.length, 5);
  assert.ok(edits.every(({ sample }) => sample === 'demand'));
  assert.equal(await db.outbox.count({ where: { type: 'edit:committed' } }), 1);
  await askEdits(id);
  await work();
  assert.equal((await getEdits(id)).length, 5);
  await assert.rejects(askEdits('00000000-0000-4000-8000-000000000000'), { code: 'not-found' });
  await assert.rejects(askEdits(id, 'nobody@1'), { code: 'not-found' });
});

test('pictures and maps of edits can be fetched, and all pairs of a finding', async () => {
  const edited = (await getEdits(ids[0] ?? '')).find(({ outcome }) => outcome === 'edited');
  assert.ok(edited);
  const { bytes, etag } = await editImage(edited.id, 64);
  assert.notEqual(etag, (await editImage(edited.id, undefined)).etag);
  assert.equal(typeof bytes, 'function');
  const wanted = { finding: 'Pneumonia', method: 'cam' } as const;
  const now = await editSaliency(edited.id, { ...wanted, state: 'after' });
  const mean = now.values.reduce((sum, value) => sum + value, 0) / now.values.length;
  const of = edited.findings.find(({ finding }) => finding === 'Pneumonia');
  assert.ok(Math.abs(mean + (now.bias ?? 0) - (of?.after.logit ?? 0)) < 1e-3, 'the map adds up to the edited logit');
  const before = await editSaliency(edited.id, { ...wanted, state: 'before' });
  assert.notDeepEqual(before.values, now.values);
  await assert.rejects(editSaliency(edited.id, { ...wanted, finding: 'None', state: 'after' }), { code: 'not-found' });
  const first = await editPairRows({ model: SHORTCUT, finding: 'Pneumonia' }, { limit: 3 });
  const rest = await editPairRows(
    { model: SHORTCUT, finding: 'Pneumonia' },
    { limit: 3, cursor: first.nextCursor ?? '' },
  );
  assert.deepEqual([first.rows.length, rest.rows.length, rest.nextCursor], [3, 2, null]);
});

test('nothing is planned for few images, or without a share; then both samples, and again only for new cases', async () => {
  const now = new Date();
  await plan(now);
  assert.equal((await asked()).length, 0);
  await sendPhantoms(product, 101, 112);
  await plan(now, 0);
  assert.equal((await asked()).length, 0);
  await plan(now);
  assert.deepEqual(
    (await asked()).map(({ parameters }) => parameters),
    [
      { model: SHORTCUT, sample: 'random', most: 100 },
      { model: SHORTCUT, sample: 'flagged', most: 500 },
    ],
  );
  const [random] = await asked();
  await cancelAnalysis(random?.id ?? '', db);
  await plan(now);
  assert.deepEqual((await asked()).map(({ status }) => status).sort(), ['cancelled', 'waiting']);
  await work();
  const done = (await asked()).find(({ status }) => status === 'done');
  assert.ok(done);
  await plan(new Date(now.getTime() + 3_600_000));
  assert.equal((await db.analysis.findUniqueOrThrow({ where: { id: done.id } })).status, 'done');
  await sendPhantoms(product, 102, 112);
  await plan(new Date(now.getTime() + 3_600_000));
  assert.equal((await db.analysis.findUniqueOrThrow({ where: { id: done.id } })).status, 'waiting');
});

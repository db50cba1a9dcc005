import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Logger, runOnce } from 'graphile-worker';
import { unneededFiles } from '@/server/db/unneededFiles';
import { renderPng } from '@/server/image/render';
import { installationHash } from '@/server/ingest/keyedHash';
import { receiveInstance } from '@/server/ingest/receiveInstance';
import { receiveModel } from '@/server/ingest/receiveModel';
import { manifest } from '@/server/model/manifest';
import { openProduct } from '@/server/testing/product';
import { giveUpAbandoned } from './giveUp';
import { tasksOf } from './tasks';

const product = await openProduct();
const { db, store } = product;
after(() => product.close());

const SILENT = new Logger(() => () => undefined);

async function waitingImage(grey: number): Promise<string> {
  const image = await renderPng({ height: 32, width: 32, pixels: new Float32Array(32 * 32).fill(grey) });
  const delivery = { image, metadata: {}, masks: [] };
  return (await receiveInstance(db, store, await installationHash(db), delivery, new Date())).instanceId;
}

test('an image whose worker died during the last try has failed, and says why; one with tries left waits', async () => {
  const [lost, waiting, running] = [await waitingImage(10), await waitingImage(20), await waitingImage(30)];
  await db.$executeRaw`
    update graphile_worker._private_jobs set attempts = max_attempts
    where key in (${`audit-instance:${lost}`}, ${`audit-instance:${running}`})`;
  await db.$executeRaw`
    update graphile_worker._private_jobs set locked_at = now(), locked_by = 'living'
    where key = ${`audit-instance:${running}`}`;
  await db.$executeRaw`select id from graphile_worker.add_job('audit-instance', '{}'::json, job_key => 'audit-instance:no-id')`;
  assert.equal(await giveUpAbandoned(product), 1);
  assert.equal(await giveUpAbandoned(product), 0);
  const states = await db.instance.findMany({ select: { id: true, status: true, statusReason: true } });
  const of = (id: string) => states.find((state) => state.id === id);
  assert.deepEqual(of(lost), { id: lost, status: 'failed', statusReason: 'worker-died' });
  assert.deepEqual([of(waiting)?.status, of(running)?.status], ['pending', 'pending']);
  const events = await db.outbox.count({ where: { type: 'instance:failed' } });
  assert.equal(events, 1);
});

/** A model that was sent and waits to be checked; the id of its registration. */
async function waitingModel(version: string): Promise<string> {
  const sent = manifest.parse({
    name: 'sent',
    version,
    kind: 'classifier',
    input: { size: [8, 8], channels: 1, range: [0, 1] },
    output: { activation: 'sigmoid' },
    findings: [{ name: 'Edema' }],
  });
  const receipt = await receiveModel(db, store, { onnx: Buffer.from(version), manifest: sent });
  assert.equal(receipt.state, 'checking');
  return receipt.state === 'checking' ? receipt.registrationId : '';
}

async function attempts(): Promise<number> {
  const rows = await db.$queryRaw<{ attempts: number }[]>`select attempts::int as attempts from graphile_worker.jobs`;
  return rows[0]?.attempts ?? Number.POSITIVE_INFINITY;
}

const stateOf = (id: string) => db.registration.findUniqueOrThrow({ where: { id } });

test('a model whose worker died during the last try of its check has failed, and its file stays', async () => {
  const [lost, waiting] = [await waitingModel('1'), await waitingModel('2')];
  await db.$executeRaw`
    update graphile_worker._private_jobs set attempts = max_attempts where key = ${`register-model:${lost}`}`;
  assert.equal(await giveUpAbandoned(product), 1);
  assert.equal(await giveUpAbandoned(product), 0);
  const { status, sha256 } = await stateOf(lost);
  assert.deepEqual([status, (await stateOf(waiting)).status], ['failed', 'pending']);
  assert.deepEqual(await db.$transaction((tx) => unneededFiles(tx, [sha256])), []);
});

test('a model that cannot be checked at the last try has failed too, and waits until then', async () => {
  await db.$executeRaw`delete from graphile_worker._private_jobs`;
  const id = await waitingModel('3');
  await store.remove((await stateOf(id)).sha256);
  const task = tasksOf(product)['register-model'];
  assert.ok(task);
  for (const [tries, status] of [
    [1, 'pending'],
    [2, 'failed'],
  ] as const) {
    await db.$executeRaw`
      update graphile_worker._private_jobs
      set attempts = ${tries} - 1, max_attempts = 2, run_at = now() - interval '1 minute'`;
    // The queue of registrations may be held for a moment yet by the run before.
    for (let round = 0; round < 20 && (await attempts()) < tries; round++) {
      await runOnce({ connectionString: product.url, taskList: { 'register-model': task }, logger: SILENT });
    }
    assert.equal((await stateOf(id)).status, status);
  }
});

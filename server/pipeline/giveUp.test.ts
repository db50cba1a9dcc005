import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { renderPng } from '@/server/image/render';
import { installationHash } from '@/server/ingest/keyedHash';
import { receiveInstance } from '@/server/ingest/receiveInstance';
import { openProduct } from '@/server/testing/product';
import { giveUpAbandoned } from './giveUp';

const product = await openProduct();
const { db, store } = product;
after(() => product.close());

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

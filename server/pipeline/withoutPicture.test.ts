import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { syntheticManifest } from '@/server/inference/testing/manifests';
import { keyedHash } from '@/server/ingest/keyedHash';
import { receivePredictions } from '@/server/ingest/predictions/receivePredictions';
import { LINEAR_HEADS } from '@/server/onnx/testing/headVariants';
import { openProduct } from '@/server/testing/product';
import { auditInstance } from './auditInstance';

const product = await openProduct();
const { db } = product;
after(() => product.close());

test('a case of which only predictions were sent is never read, also when a model comes later', async () => {
  const line = {
    modelVersion: 'elsewhere@1',
    instance: { site: 'A', externalId: 'one' },
    findings: { Edema: { probability: 0.2 } },
  };
  const lines = (async function* () {
    yield { line: 1, text: JSON.stringify(line) };
  })();
  const context = { db, store: product.store, hash: keyedHash(Buffer.alloc(32)), now: () => new Date() };
  const { accepted } = await receivePredictions(lines, context);
  assert.equal(accepted, 1);
  await product.register({ onnx: Buffer.from(LINEAR_HEADS[0]?.bytes ?? []), manifest: syntheticManifest() });
  const jobs = await db.$queryRaw<{ n: number }[]>`
    select count(*)::int as n from graphile_worker.jobs where task_identifier = 'audit-instance'`;
  assert.deepEqual(jobs, [{ n: 0 }]);
  const instance = await db.instance.findFirstOrThrow();
  await auditInstance(product, instance.id);
  assert.deepEqual(await db.instance.findFirstOrThrow(), instance);
});

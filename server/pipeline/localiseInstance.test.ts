import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parseDelivery } from '@/server/ingest/delivery';
import { installationHash } from '@/server/ingest/keyedHash';
import { lesionsBody } from '@/server/ingest/lesionLine';
import { receiveInstance } from '@/server/ingest/receiveInstance';
import { receiveLesionList } from '@/server/ingest/receiveLesions';
import { lungUnet, nih14 } from '@/server/testing/assetModels';
import { assetsDir, skipWithoutAssets } from '@/server/testing/assets';
import { openProduct } from '@/server/testing/product';
import { auditInstance } from './auditInstance';
import { localiseInstance } from './localiseInstance';

/** By nih14.py: CAMs of onnxruntime in Python, and figures of CheXlocalize's recipe. */
type Golden = {
  lesions: {
    image: string;
    finding: string;
    box: { x: number; y: number; width: number; height: number };
    figures: Record<string, number | boolean | null>;
  }[];
};
const path = new URL('../localisation/golden/nih14.json', import.meta.url);
const golden: Golden = JSON.parse(readFileSync(path, 'utf8'));

const product = await openProduct();
const { db, store } = product;
after(() => product.close());
before(async () => {
  if (skipWithoutAssets) return;
  await product.register(lungUnet());
  await product.register(nih14());
});

/** Takes an upload in as the interface does, and reads it. */
async function send(image: string, metadata: object): Promise<string> {
  const form = new FormData();
  form.set('image', new Blob([new Uint8Array(readFileSync(join(assetsDir, 'images/dev', image)))]), 'image.jpg');
  form.set('metadata', JSON.stringify(metadata));
  const request = new Request('http://test/api/v1/instances', { method: 'POST', body: form });
  const delivery = await parseDelivery(request);
  const { instanceId } = await receiveInstance(db, store, await installationHash(db), delivery, product.now());
  await auditInstance(product, instanceId);
  return instanceId;
}

const asked = async (instanceId: string): Promise<boolean> => {
  const [row] = await db.$queryRaw<{ n: number }[]>`
    select count(*)::int as n from graphile_worker.jobs where key = ${`localise-instance:${instanceId}`}`;
  return row?.n === 1;
};

test('figures of real images with boxes are those of the reference in Python, whenever the boxes come', {
  skip: skipWithoutAssets,
}, async () => {
  assert.equal(golden.lesions.length, 8);
  const context = { db, store, now: product.now, hash: await installationHash(db) };
  for (const [i, { image, finding, box, figures }] of golden.lesions.entries()) {
    const comesLate = i % 2 === 1;
    const instanceId = await send(image, comesLate ? {} : { lesions: { [finding]: [box] } });
    assert.equal(await asked(instanceId), !comesLate, `${image}: asked for with the reading`);
    if (comesLate) {
      const { lesions } = lesionsBody.parse({ lesions: [{ instanceId, finding, boxes: [box] }] });
      assert.deepEqual(await receiveLesionList(context, lesions), { recorded: 1, removed: 0 });
      assert.equal(await asked(instanceId), true, `${image}: asked for with the boxes`);
    }
    await localiseInstance(product, instanceId);
    await localiseInstance(product, instanceId);
    const rows = await db.localisation.findMany({ where: { prediction: { instanceId } } });
    const [row] = rows;
    assert.equal(rows.length, 1);
    assert.ok(row !== undefined);
    assert.equal(row.method, 'cam');
    assert.equal(row.undefinedReason, null);
    const told: unknown = row.figures;
    assert.ok(typeof told === 'object' && told !== null);
    const found = new Map(Object.entries(told));
    for (const [name, expected] of Object.entries(figures)) {
      const actual: unknown = found.get(name);
      if (typeof expected !== 'number') assert.equal(actual, expected, `${image} ${name}`);
      else assert.ok(Math.abs(Number(actual) - expected) < 2e-3, `${image} ${name}: ${actual}, expected ${expected}`);
    }
    assert.equal(row.negativeOnLesion, Number(figures.contribution) < 0, `${image} flag`);
  }
});

test('a lesion that is taken back leaves no figure, and a contradicted one is not called negative', {
  skip: skipWithoutAssets,
}, async () => {
  const context = { db, store, now: product.now, hash: await installationHash(db) };
  const [first] = golden.lesions;
  assert.ok(first !== undefined && Number(first.figures.contribution) < 0);
  const row = await db.lesion.findFirstOrThrow({ where: { finding: first.finding } });
  const { instanceId, finding } = row;
  await db.truth.create({ data: { instanceId, finding, value: 0, source: 'reader', receivedAt: product.now() } });
  await localiseInstance(product, instanceId);
  const kept = await db.localisation.findFirstOrThrow({ where: { prediction: { instanceId } } });
  assert.equal(kept.negativeOnLesion, false);
  const { lesions } = lesionsBody.parse({ lesions: [{ instanceId, finding, boxes: null }] });
  assert.deepEqual(await receiveLesionList(context, lesions), { recorded: 0, removed: 1 });
  assert.equal(await db.localisation.count({ where: { prediction: { instanceId } } }), 0);
  assert.equal(await db.lesion.count({ where: { instanceId } }), 0);
});

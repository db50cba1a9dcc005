import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { syntheticManifest } from '@/server/inference/testing/manifests';
import { parseModelUpload, parseTryUpload } from '@/server/ingest/receiveModel';
import { forgetTry, receiveTry, registerTried, sweepTries, TRY_KEPT_MS, tryAgain } from '@/server/ingest/tries';
import { tryReport } from '@/server/model/tryReport';
import { externalModel } from '@/server/onnx/testing/externalModel';
import { CLASSES, LINEAR_HEADS } from '@/server/onnx/testing/headVariants';
import { AppError } from '@/server/problem/appError';
import { sweepFiles } from '@/server/retention/looseFiles';
import { openProduct } from '@/server/testing/product';
import { registerModel } from './registerModel';

const product = await openProduct();
after(() => product.close());
const { db, store } = product;

const onnx = Buffer.from(LINEAR_HEADS[0]?.bytes ?? []);
const manifest = { ...syntheticManifest(), name: 'tried' };

async function tried(id: string) {
  await registerModel(db, store, id);
  return db.registration.findUniqueOrThrow({ where: { id } });
}

async function formOf(parts: [name: string, value: string | Uint8Array, file?: string][]): Promise<Request> {
  const form = new FormData();
  for (const [name, value, file] of parts) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, new Blob([Uint8Array.from(value)]), file ?? 'file');
  }
  return new Request('http://x/', { method: 'POST', body: form });
}

test('a model without a manifest is tried with one made up, on drawn patients where nothing is stored', async () => {
  const upload = await parseTryUpload(await formOf([['model', onnx, 'My model.v2.onnx']]));
  assert.deepEqual(upload.manifest, { name: 'My-model.v2' });
  const row = await tried(await receiveTry(db, store, upload));
  assert.equal(row.status, 'tried', JSON.stringify(row.problem));
  const report = tryReport.parse(row.report);
  assert.equal(report.proposed, true);
  assert.equal(report.manifest.kind === 'classifier' && report.manifest.findings[0]?.name, 'finding 1');
  assert.match(report.assumed.join('\n'), /manifest: made up from the graph/);
  assert.equal(report.image?.findings.length, CLASSES);
  assert.equal(report.image?.instanceId, null);
  assert.equal((await sharp(Buffer.from(report.image?.png ?? '', 'base64')).metadata()).width, 256);
  assert.equal(report.map?.values.length, (report.map?.height ?? 0) * (report.map?.width ?? 0));
  assert.equal(report.preprocessing?.source, 'phantom');
  assert.ok(report.graph && report.milliseconds !== null && report.saliency.available.includes('cam'));
  assert.equal(await db.modelVersion.count(), 0, 'nothing is registered');
});

test('what was tried is registered without being sent again, once', async () => {
  const id = await receiveTry(db, store, { onnx, manifest, instanceId: null });
  await assert.rejects(registerTried(db, id), (error) => error instanceof AppError && error.code === 'conflict');
  await tried(id);
  const receipt = await registerTried(db, id);
  assert.ok(receipt.state === 'checking');
  const row = await tried(receipt.registrationId);
  assert.equal(row.status, 'done', JSON.stringify(row.problem));
  assert.ok(row.report !== null, 'what was found is kept with it');
  assert.deepEqual(await registerTried(db, id), { state: 'registered', versionId: row.versionId });
  const other = await tryAgain(db, id, { manifest: { ...manifest, output: { activation: 'none' } } });
  await tried(other);
  await assert.rejects(registerTried(db, other), (error) => error instanceof AppError && error.code === 'conflict');
});

test('a stored image is read as the audit reads it', async () => {
  const image = await sharp({ create: { width: 60, height: 50, channels: 3, background: '#888' } })
    .png()
    .toBuffer();
  const instance = await product.send({ image });
  const id = await receiveTry(db, store, { onnx, manifest, instanceId: instance });
  const report = tryReport.parse((await tried(id)).report);
  assert.equal(report.image?.instanceId, instance);
  const rows = await db.findingResult.findMany({
    where: { prediction: { instanceId: instance } },
    orderBy: { findingId: 'asc' },
  });
  assert.equal(rows.length, CLASSES);
  for (const [i, { logit }] of rows.entries()) {
    assert.ok(Math.abs((report.image?.findings[i]?.logit ?? Number.NaN) - logit) < 1e-4);
  }
});

test('a refused try keeps its file for another, and all of it goes after a day', async () => {
  const other = Buffer.from(LINEAR_HEADS[2]?.bytes ?? []);
  const id = await receiveTry(db, store, {
    onnx: other,
    manifest: { ...manifest, input: { ...manifest.input, channels: 3 } },
    instanceId: null,
  });
  const row = await tried(id);
  assert.equal(row.status, 'refused');
  assert.ok(await store.has(row.sha256));
  const again = await tried(await tryAgain(db, id, { manifest }));
  assert.equal(again.status, 'tried', JSON.stringify(again.problem));
  await forgetTry(db, store, id);
  assert.ok(await store.has(row.sha256), 'the other try needs it');
  assert.equal(await sweepTries(db, new Date()), 0);
  assert.ok((await sweepTries(db, new Date(Date.now() + TRY_KEPT_MS + 1_000))) > 0);
  await sweepFiles({ db, store });
  assert.equal(await store.has(row.sha256), false);
  assert.ok(await store.has((await db.modelVersion.findFirstOrThrow()).sha256 ?? ''), 'versions keep theirs');
});

test('a model in several files is one when it is kept, and its manifest names them', async () => {
  const { onnx: graph, data } = externalModel(LINEAR_HEADS[0]?.bytes ?? new Uint8Array(), 'weights/model.data');
  const sent = JSON.stringify({ ...manifest, version: '7', externalData: [{ name: 'lie', sha256: '', bytes: 1 }] });
  const upload = await parseModelUpload(
    await formOf([
      ['manifest', sent],
      ['model', graph, 'model.onnx'],
      ['data', data, 'weights/model.data'],
    ]),
  );
  assert.deepEqual(
    upload.manifest.externalData?.map(({ name, bytes }) => ({ name, bytes })),
    [{ name: 'weights/model.data', bytes: data.length }],
  );
  await product.register(upload);
  const missing = formOf([
    ['manifest', sent],
    ['model', graph, 'model.onnx'],
    ['data', data, 'other.data'],
  ]);
  await assert.rejects(
    missing.then(parseModelUpload),
    (error) => error instanceof AppError && error.errors[0]?.path === 'data' && /not sent/.test(error.message),
  );
});

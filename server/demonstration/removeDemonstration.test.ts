import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { adoptDb } from '@/server/db/client';
import { syntheticManifest } from '@/server/inference/testing/manifests';
import { installationHash } from '@/server/ingest/keyedHash';
import { receiveModel } from '@/server/ingest/receiveModel';
import { recordTruths } from '@/server/ingest/recordTruths';
import { LINEAR_HEADS } from '@/server/onnx/testing/headVariants';
import { auditInstance } from '@/server/pipeline/auditInstance';
import { getCaseFacets, listCases } from '@/server/queries/cases';
import { getFeed } from '@/server/queries/feed';
import { listModels } from '@/server/queries/models';
import { getOverview } from '@/server/queries/overview';
import { getStatistics } from '@/server/queries/statistics';
import { rebuildRollup } from '@/server/rollup/rebuild';
import { openHospital } from '@/server/testing/hospital';
import { openProduct, type Product } from '@/server/testing/product';
import { beginRemoval, startDemonstration } from './control';
import { removeDemonstration } from './removeDemonstration';
import { Removed, SIDE, sendStudy } from './sendStudy';
import { shippedModels } from './shippedModels';

const REAL = 7;
const hospital = await openHospital({ burst: 5, most: 40 });
const plain = await openProduct();
after(() => hospital.close());
after(() => plain.close());
const { context, product, state, work, sendUntil } = hospital;
const { db, store } = product;

/** As large as the phantoms, so that its empty masks are the phantoms' too. */
const picture = (seed: number): Promise<Buffer> =>
  sharp(
    Uint8Array.from({ length: SIDE * SIDE }, (_, i) => (i % SIDE < 60 + seed * 9 ? 210 : 30 + ((i * (seed + 3)) % 60))),
    { raw: { width: SIDE, height: SIDE, channels: 1 } },
  )
    .png()
    .toBuffer();

const real = { onnx: Buffer.from(LINEAR_HEADS[0]?.bytes ?? []), manifest: syntheticManifest() };

async function sendReal(into: Product, from: number, to: number): Promise<void> {
  for (let i = from; i < to; i++) {
    const metadata = {
      site: i % 2 === 0 ? 'Real' : 'Phantom A',
      acquiredAt: '2026-11-20T08:00:00Z',
      patientAge: 40 + i,
    };
    const id = await into.send({ image: await picture(i), metadata });
    const truth = { instanceId: id, finding: 'finding 0', value: i % 3 === 0 ? 1 : 0, source: 'report' } as const;
    await recordTruths(into.db, [truth], new Date());
  }
}

/** Everything that a reader could see of a store, without ids and clocks. */
async function seen(of: Product) {
  adoptDb(of.db);
  const timeless = (value: unknown) =>
    JSON.parse(
      JSON.stringify(value, (key, inner: unknown) =>
        ['asOf', 'createdAt', 'seq', 'at', 'receivedAt', 'trend'].includes(key) || /Id$/.test(key) ? undefined : inner,
      ),
    );
  const filter = { model: 'synthetic@1', finding: 'finding 0' };
  return timeless({
    overview: await getOverview({}),
    statistics: [await getStatistics(filter, 'site'), await getStatistics(filter, 'ageBand')],
    facets: await getCaseFacets(),
    models: await listModels(),
    cases: await listCases({}, { limit: 50, sort: 'received' }),
    feed: await getFeed(12),
    rebuild: await rebuildRollup(of.db, { keep: false }),
    rows: [await of.db.study.count(), await of.db.series.count(), await of.db.mask.count(), await of.db.truth.count()],
    files: await of.files(),
    loose: await of.db.looseFile.count(),
  });
}

test('a store that had the demonstration is the store that never had it', async () => {
  await plain.register(real);
  await sendReal(plain, 0, REAL);
  await product.register(real);
  await sendReal(product, 0, 3);
  assert.equal(await startDemonstration(db, new Date()), true, 'beside real data too');
  await sendUntil(9);
  await work();
  await sendReal(product, 3, REAL);
  assert.ok((await db.prediction.count()) >= 2 * 9 + REAL);
  await beginRemoval(db, new Date());
  await work();
  assert.equal((await state()).status, 'removed');
  assert.deepEqual(await seen(product), await seen(plain));
  for (const { sha256 } of await db.mask.findMany()) assert.ok(await store.has(sha256));
});

test('it can be started again, and a removal that was killed halfway goes on where it stopped', async () => {
  assert.equal(await startDemonstration(db, new Date()), true);
  await sendUntil(6);
  await work();
  await beginRemoval(db, new Date());
  let calls = 0;
  const dying = {
    ...store,
    remove: (sha256: string) => (++calls === 3 ? Promise.reject(new Error('killed')) : store.remove(sha256)),
  };
  await assert.rejects(removeDemonstration({ ...context, store: dying }), /killed/);
  assert.equal((await state()).status, 'removing');
  await removeDemonstration(context);
  assert.equal((await state()).status, 'removed');
  assert.deepEqual(await seen(product), await seen(plain));
});

test('a study on its way, a prediction and a registration that finish meanwhile leave nothing', async () => {
  await startDemonstration(db, new Date());
  await sendUntil(3);
  const before = await state();
  await sendStudy(context, await installationHash(db), before);
  const pending = await db.instance.findMany({ where: { demo: true, status: 'pending' } });
  assert.ok(pending.length > 0);
  const [model] = (await shippedModels(context.models)).filter(({ manifest }) => manifest.kind === 'classifier');
  assert.ok(model);
  await beginRemoval(db, new Date());
  await assert.rejects(sendStudy(context, await installationHash(db), { ...before, sent: before.sent + 1 }), Removed);
  await Promise.all([
    ...pending.map(({ id }) => auditInstance(product, id).catch(() => undefined)),
    removeDemonstration(context),
  ]);
  await work();
  assert.deepEqual(await seen(product), await seen(plain));
  const manifest = { ...model.manifest, version: '9' };
  await db.demonstration.update({ where: { id: 1 }, data: { status: 'removing', versions: [`${manifest.name}@9`] } });
  await receiveModel(db, store, { onnx: Buffer.from(LINEAR_HEADS[1]?.bytes ?? []), manifest });
  await removeDemonstration(context);
  await work();
  assert.deepEqual(await seen(product), await seen(plain));
});

test('a model of the reader’s own that asks for the segmenter keeps it, without counts of phantoms', async () => {
  await startDemonstration(db, new Date());
  await sendUntil(2);
  const manifest = { ...syntheticManifest(), name: 'own', scope: 'demo' as const, segmenter: 'stand-in-segmenter@1' };
  await product.register({ onnx: Buffer.from(LINEAR_HEADS[1]?.bytes ?? []), manifest });
  await work();
  assert.ok((await db.rollupCell.count({ where: { finding: { version: { model: { name: 'own' } } } } })) > 0);
  await beginRemoval(db, new Date());
  await work();
  const names = (await db.model.findMany({ orderBy: { name: 'asc' } })).map(({ name }) => name);
  assert.deepEqual(names, ['own', 'stand-in-segmenter', 'synthetic']);
  assert.equal(await db.rollupCell.count({ where: { finding: { version: { model: { name: 'own' } } } } }), 0);
  assert.deepEqual((await rebuildRollup(db, { keep: false })).differences, 0);
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { rebuildRollup } from '@/server/rollup/rebuild';
import { openProduct } from '@/server/testing/product';
import { openCommitter } from './committer';
import type { FinishedImage } from './persistImages';
import { outcomesOf, type RegisteredFinding } from './result';

const product = await openProduct();
const { db, store, now } = product;
let versionId = '';
let findings: RegisteredFinding[] = [];

before(async () => {
  const modelId = randomUUID();
  await db.model.create({ data: { id: modelId, name: 'stand-in' } });
  versionId = randomUUID();
  const data = { id: versionId, modelId, version: '1', kind: 'classifier', sha256: '0'.repeat(64) };
  await db.modelVersion.create({ data: { ...data, manifest: {}, saliency: {}, assumed: [] } });
  const { id } = await db.finding.create({
    data: { versionId, name: 'Edema', channel: 0, baseline: 0.1, anatomy: ['lungs'] },
  });
  findings = [{ id, name: 'Edema', channel: 0, baseline: 0.1, threshold: null, anatomy: ['lungs'] }];
});
after(() => product.close());

async function instance(): Promise<string> {
  const [studyId, seriesId, id] = [randomUUID(), randomUUID(), randomUUID()];
  await db.study.create({ data: { id: studyId, site: 'A', studyKey: studyId } });
  await db.series.create({ data: { id: seriesId, studyId, seriesKey: seriesId } });
  const sha256 = id.replaceAll('-', '').padEnd(64, '0');
  const size = { height: 8, width: 8, bitDepth: 8, byteLength: 1, format: 'png' };
  await db.instance.create({
    data: { id, seriesId, sha256, fileSha256: sha256, ...size, status: 'queued', site: 'A', receivedAt: now() },
  });
  return id;
}

function image(instanceId: string, version = versionId): FinishedImage {
  const classified = {
    probabilities: Float32Array.of(0.25),
    logits: Float32Array.of(-1.0986),
    embedding: Float32Array.of(1, -2.5, 3e-8),
    cams: null,
    bias: null,
    layer: null,
    inputHash: 'hash',
    milliseconds: 1,
  };
  const outcomes = outcomesOf(findings, classified, { height: 8, width: 8, masks: {}, sources: {} });
  const reading = { versionId: version, maskSource: 'none', findings, classified, outcomes, timing: { classify: 1.5 } };
  return { instanceId, readings: [reading], masks: [], complete: true };
}

test('images that finish together are written together, each with its own rows and event', async () => {
  const committer = openCommitter({ db, store, now });
  const ids = await Promise.all(Array.from({ length: 20 }, instance));
  await Promise.all(ids.map((id) => committer.during((commit) => commit(image(id)))));
  const rows = await db.prediction.findMany({ where: { instanceId: { in: ids } }, include: { results: true } });
  assert.equal(rows.length, 20);
  assert.ok(rows.every(({ results }) => results.length === 1 && results[0]?.probability === 0.25));
  assert.deepEqual(new Float32Array(Uint8Array.from(rows[0]?.embedding ?? []).buffer), Float32Array.of(1, -2.5, 3e-8));
  const transactions = await db.$queryRaw<{ n: number }[]>`select count(distinct xmin::text)::int as n from prediction`;
  assert.ok((transactions[0]?.n ?? 99) < 10, `${transactions[0]?.n} transactions for 20 images`);
  assert.equal(await db.instance.count({ where: { id: { in: ids }, status: 'done' } }), 20);
  const events = await db.outbox.groupBy({ by: ['type'], _count: true, orderBy: { type: 'asc' } });
  assert.deepEqual(
    events.map(({ type, _count }) => [type, _count]),
    [
      ['instance:finished', 20],
      ['prediction:committed', 20],
    ],
  );
  assert.deepEqual(await rebuildRollup(db, { keep: false }), { results: 20, differences: 0 });
});

test('one image that cannot be written does not keep its neighbours from it', async () => {
  const committer = openCommitter({ db, store, now });
  const ids = await Promise.all([instance(), instance(), instance()]);
  const images = ids.map((id, index) => image(id, index === 1 ? randomUUID() : versionId));
  const results = await Promise.allSettled(images.map((one) => committer.during((commit) => commit(one))));
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  assert.equal(await db.prediction.count({ where: { instanceId: { in: ids } } }), 2);
});

test('a lone image is written at once, and one beside work that goes on within the bound', async () => {
  const committer = openCommitter({ db, store, now });
  let release = () => {};
  const other = committer.during(() => new Promise<void>((resolve) => (release = resolve)));
  const id = await instance();
  await committer.during((commit) => commit(image(id)));
  assert.equal(await db.prediction.count({ where: { instanceId: id } }), 1);
  release();
  await other;
});

test('of an image that was removed meanwhile nothing is written, and its masks are noted for removal', async () => {
  const committer = openCommitter({ db, store, now });
  const { sha256 } = await store.put(Buffer.from('a mask'));
  const mask = { zone: 'frame', source: 'detector@1', height: 8, width: 8, area: 0.5, sha256 };
  const gone = { ...image(randomUUID()), masks: [mask] };
  await committer.during((commit) => commit(gone));
  assert.equal(await db.prediction.count({ where: { instanceId: gone.instanceId } }), 0);
  assert.equal(await db.looseFile.count({ where: { sha256 } }), 1);
});

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { buildDicom, radiographElements } from '@/server/dicom/testing/buildDicom';
import { newestSeq, readEvents } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import { openProduct } from '@/server/testing/product';
import { SENT } from './delivery';
import { keyedHash } from './keyedHash';
import { receiveInstance } from './receiveInstance';

const hash = keyedHash(randomBytes(32));
const now = new Date('2026-11-22T14:32:08Z');

const product = await openProduct(() => now);
after(() => product.close());

/** A small noisy picture; each seed has other bytes. */
function picture(seed: number, size = 64): Promise<Buffer> {
  const pixels = Uint8Array.from({ length: size * size }, (_, i) => (i * 7 + seed * 13 + ((i * seed) % 31)) % 256);
  return sharp(pixels, { raw: { width: size, height: size, channels: 1 } })
    .png()
    .toBuffer();
}

const receive = (image: Buffer, metadata = {}) =>
  receiveInstance(product.db, product.store, hash, { image, metadata, masks: [] }, now);

test('the same bytes from the same site are the same instance, from another site another', async () => {
  const image = await picture(1);
  const first = await receive(image, { site: 'A' });
  const again = await receive(image, { site: 'A' });
  const elsewhere = await receive(image, { site: 'B' });
  assert.equal(first.duplicate, false);
  assert.deepEqual(again, { ...first, duplicate: true });
  assert.notEqual(elsewhere.instanceId, first.instanceId);
  assert.equal(await product.db.instance.count({ where: { id: { in: [first.instanceId, elsewhere.instanceId] } } }), 2);
});

test('labels that come along are in the audit trail, once and by whom', async () => {
  const image = await picture(9);
  const delivery = { image, metadata: { site: 'A', truths: { Edema: 1 as const } }, masks: [] };
  const origin = { ...SENT, by: 'key 7' };
  const { instanceId } = await receiveInstance(product.db, product.store, hash, delivery, now, origin);
  await receiveInstance(product.db, product.store, hash, delivery, now, origin);
  const records = await product.db.trailRecord.findMany({ where: { subjects: { has: `instance:${instanceId}` } } });
  assert.deepEqual(
    records.map(({ kind, actor, content }) => [kind, actor, JSON.parse(content).body.rows]),
    [['truth:recorded', 'key 7', 1]],
  );
});

test('twenty deliveries of the same bytes at once make one instance, one job and one event', async () => {
  const image = await picture(2);
  const since = await newestSeq(product.db);
  const received = await Promise.all(Array.from({ length: 20 }, () => receive(image, { site: 'C' })));
  assert.equal(new Set(received.map((r) => r.instanceId)).size, 1);
  assert.equal(received.filter((r) => !r.duplicate).length, 1);
  const events = await readEvents(product.db, since, null, 100);
  assert.deepEqual(
    events.map((event) => event.type),
    ['instance:received'],
  );
});

test('a refused image leaves no row, no file and no event behind', async () => {
  const state = async () => [
    await product.db.instance.count(),
    await product.db.study.count(),
    await product.files(),
    await newestSeq(product.db),
  ];
  const before = await state();
  const truncated = (await picture(3)).subarray(0, 900);
  for (const image of [truncated, randomBytes(5000), Buffer.from('%PDF-1.7 not an image at all'), Buffer.alloc(0)]) {
    await assert.rejects(receive(image), AppError);
  }
  assert.deepEqual(await state(), before);
});

test('no identifier of a DICOM file or its metadata is stored in clear', async () => {
  const image = buildDicom(
    radiographElements(
      [10, 20, 30],
      [
        { tag: '00100010', vr: 'PN', value: 'DOE^JANE' },
        { tag: '00100020', vr: 'LO', value: 'MRN-0815-4711' },
        { tag: '00100030', vr: 'DA', value: '19530102' },
        { tag: '00080050', vr: 'SH', value: 'ACC-99' },
      ],
    ),
  );
  const { instanceId } = await receive(image, {
    site: 'D',
    reportedBy: 'Dr. Nobody',
    patientId: 'MRN-0815-4711',
  });
  const row = await product.db.instance.findUniqueOrThrow({
    where: { id: instanceId },
    include: { series: { include: { study: true } } },
  });
  const told = JSON.stringify(row);
  for (const secret of ['MRN-0815', 'DOE', 'JANE', '1953', 'ACC-99', 'Nobody'])
    assert.ok(!told.includes(secret), secret);
  assert.match(row.patientKey ?? '', /^[0-9a-f]{32}$/);
  const kept = await product.store.get(row.fileSha256 ?? '');
  for (const secret of ['MRN-0815', 'DOE', '19530102', 'ACC-99'])
    assert.ok(!kept.includes(secret), `stored file: ${secret}`);
  assert.equal(await product.store.has(row.sha256), false, 'the file as received is not kept');
});

test('a patient of a DICOM header and of metadata is the same patient at one site, another at the next', async () => {
  const dicom = buildDicom(radiographElements([40, 50], [{ tag: '00100020', vr: 'LO', value: 'P-1' }]));
  const byHeader = await receive(dicom, { site: 'E' });
  const byMetadata = await receive(await picture(5), { site: 'E', patientId: 'P-1' });
  const elsewhere = await receive(await picture(6), { site: 'F', patientId: 'P-1' });
  const keyOf = async (id: string) => (await product.db.instance.findUniqueOrThrow({ where: { id } })).patientKey;
  assert.equal(await keyOf(byHeader.instanceId), await keyOf(byMetadata.instanceId));
  assert.notEqual(await keyOf(elsewhere.instanceId), await keyOf(byMetadata.instanceId));
});

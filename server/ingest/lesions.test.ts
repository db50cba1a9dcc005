import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test } from 'node:test';
import sharp from 'sharp';
import type { Mask } from '@/server/audit/mask';
import { encodeMask } from '@/server/image/maskPng';
import { AppError } from '@/server/problem/appError';
import { removeInstances } from '@/server/retention/removeInstances';
import { openProduct } from '@/server/testing/product';
import { type Delivery, parseDelivery } from './delivery';
import { keyedHash } from './keyedHash';
import { lesionLine, lesionsBody } from './lesionLine';
import type { Line } from './predictions/readLines';
import { receiveInstance } from './receiveInstance';
import { receiveLesionLines, receiveLesionList } from './receiveLesions';

const hash = keyedHash(randomBytes(32));
const now = () => new Date('2026-11-22T14:32:08Z');
const product = await openProduct(now);
const { db, store } = product;
const context = { db, store, hash, now };
after(() => product.close());

let seed = 0;
async function picture(height = 64, width = 64): Promise<Buffer> {
  seed += 1;
  const pixels = Uint8Array.from({ length: height * width }, (_, i) => (i * 7 + seed * 13 + ((i * seed) % 31)) % 256);
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}

/** A square of ones from the upper left corner. */
function corner(side: number, height = 64, width = 64): Mask {
  const data = new Uint8Array(height * width);
  for (let y = 0; y < side; y++) data.fill(1, y * width, y * width + side);
  return { height, width, data };
}

const receive = async (delivery: Partial<Delivery> = {}): Promise<string> =>
  (await receiveInstance(db, store, hash, { image: await picture(), metadata: {}, masks: [], ...delivery }, now()))
    .instanceId;

const box = { x: 0.25, y: 0.5, width: 0.5, height: 0.25 };
const base64 = async (mask: Mask): Promise<string> => (await encodeMask(mask)).toString('base64');
const list = (lesions: object[]) => receiveLesionList(context, lesionsBody.parse({ lesions }).lesions);

test('boxes in the metadata and a mask as a part come in with the image', async () => {
  const form = new FormData();
  form.set('image', new Blob([new Uint8Array(await picture())]), 'a.png');
  form.set('metadata', JSON.stringify({ lesions: { Nodule: [box, { ...box, y: 0 }] } }));
  form.set('lesion:Mass', new Blob([new Uint8Array(await encodeMask(corner(16)))]), 'mass.png');
  const delivery = await parseDelivery(new Request('http://test/', { method: 'POST', body: form }));
  const instanceId = await receive(delivery);
  const rows = await db.lesion.findMany({ where: { instanceId }, orderBy: { finding: 'asc' } });
  assert.deepEqual(
    rows.map(({ finding, source, area, boxes }) => ({ finding, source, area, boxes })),
    [
      { finding: 'Mass', source: 'unspecified', area: 1 / 16, boxes: null },
      { finding: 'Nodule', source: 'unspecified', area: 0.25, boxes: [box, { ...box, y: 0 }] },
    ],
  );
  assert.equal(await store.has(rows[0]?.sha256 ?? ''), true);
});

test('the same finding twice, an empty mask and one of another shape are refused, and nothing is left behind', async () => {
  const parse = async (metadata: object, mask: Mask) => {
    const form = new FormData();
    form.set('image', new Blob([new Uint8Array(await picture())]), 'a.png');
    form.set('metadata', JSON.stringify(metadata));
    form.set('lesion:Mass', new Blob([new Uint8Array(await encodeMask(mask))]), 'mass.png');
    return parseDelivery(new Request('http://test/', { method: 'POST', body: form }));
  };
  await assert.rejects(parse({ lesions: { Mass: [box] } }, corner(8)), /lesion:Mass: sent twice/);
  await assert.rejects(parse({ lesions: { Mass: [{ ...box, width: 0.9 }] } }, corner(8)), AppError);
  const before = [await product.files(), await db.instance.count()];
  for (const mask of [corner(0), corner(8, 64, 128)]) await assert.rejects(receive(await parse({}, mask)), AppError);
  assert.deepEqual([await product.files(), await db.instance.count()], before);
});

test('of a list all or none are recorded', async () => {
  const instanceId = await receive();
  const unknown = '00000000-0000-4000-8000-000000000000';
  const before = await product.files();
  const sent = [
    { instanceId, finding: 'Mass', mask: await base64(corner(24)) },
    { instanceId: unknown, finding: 'Mass', boxes: [box] },
  ];
  await assert.rejects(list(sent), (error) => {
    assert.ok(error instanceof AppError);
    assert.deepEqual(error.errors, [{ path: 'lesions.1', detail: 'no such instance' }]);
    return true;
  });
  assert.equal(await db.lesion.count({ where: { instanceId } }), 0);
  assert.equal(await product.files(), before);
});

test('a second word of the same source replaces the first, another source stands beside it', async () => {
  const instanceId = await receive();
  await list([
    { instanceId, finding: 'Mass', source: 'reader', mask: await base64(corner(20)) },
    { instanceId, finding: 'Mass', source: 'pathology', boxes: [box] },
  ]);
  const { sha256 } = await db.lesion.findFirstOrThrow({ where: { instanceId, source: 'reader' } });
  await list([{ instanceId, finding: 'Mass', source: 'reader', boxes: [box] }]);
  const rows = await db.lesion.findMany({ where: { instanceId }, orderBy: { source: 'asc' } });
  assert.deepEqual(
    rows.map(({ source, area, sha256: file }) => [source, area, file]),
    [
      ['pathology', 0.125, null],
      ['reader', 0.125, null],
    ],
  );
  assert.equal(await db.looseFile.count({ where: { sha256: sha256 ?? '' } }), 1);
});

test('of a stream each line stands for itself', async () => {
  const instanceId = await receive();
  async function* lines(): AsyncIterable<Line> {
    const texts = [
      JSON.stringify({ instanceId, finding: 'Mass', boxes: [box] }),
      JSON.stringify({ instanceId, finding: 'Nodule', mask: await base64(corner(9, 64, 32)) }),
      JSON.stringify({ instanceId, finding: 'Nodule', mask: Buffer.from('no picture').toString('base64') }),
      JSON.stringify({ externalId: 'x', site: 'nowhere', finding: 'Nodule', boxes: [box] }),
      JSON.stringify({ instanceId, finding: 'Nodule' }),
      'not JSON',
    ];
    for (const [index, text] of texts.entries()) yield { line: index + 1, text };
  }
  const summary = await receiveLesionLines(context, lines());
  assert.equal(summary.accepted, 1);
  assert.equal(summary.rejected, 5);
  const rejected = summary.errors.map(({ line, path }) => `${line} ${path}`).sort();
  assert.deepEqual(rejected, ['2 mask', '3 mask', '4 instance', '5 boxes', '6 ']);
  assert.equal(await db.lesion.count({ where: { instanceId } }), 1);
});

test('a line names one instance in one way, and one kind of lesion', () => {
  const instanceId = '00000000-0000-4000-8000-000000000000';
  const fits = (line: object) => lesionLine.safeParse({ finding: 'Mass', ...line }).success;
  assert.equal(fits({ instanceId, boxes: [box] }), true);
  assert.equal(fits({ instanceId, boxes: null }), true);
  assert.equal(fits({ externalId: 'a', site: 'b', mask: 'AAAA' }), true);
  assert.equal(fits({ externalId: 'a', mask: 'AAAA' }), false);
  assert.equal(fits({ instanceId, boxes: [box], mask: 'AAAA' }), false);
  assert.equal(fits({ instanceId, boxes: [] }), false);
  assert.equal(fits({ instanceId, boxes: [{ ...box, x: 0.6 }] }), false);
  assert.equal(fits({ instanceId, mask: 'not base64' }), false);
});

test('an image that goes takes its lesions along, and their files become loose', async () => {
  const instanceId = await receive({ lesions: [{ finding: 'Mass', mask: corner(31) }] });
  const { sha256 } = await db.lesion.findFirstOrThrow({ where: { instanceId } });
  const { seriesId, fileSha256 } = await db.instance.findUniqueOrThrow({ where: { id: instanceId } });
  await db.$transaction((tx) => removeInstances(tx, [{ id: instanceId, seriesId, fileSha256 }]));
  assert.equal(await db.lesion.count({ where: { instanceId } }), 0);
  assert.equal(await db.looseFile.count({ where: { sha256: sha256 ?? '' } }), 1);
});

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { parseDelivery } from '@/server/ingest/delivery';
import { installationHash } from '@/server/ingest/keyedHash';
import { receiveInstance } from '@/server/ingest/receiveInstance';
import { AppError } from '@/server/problem/appError';
import { openProduct } from '@/server/testing/product';
import { wayOf } from './attackProduct';
import { drawsOf } from './draws';
import { judgeAnswer } from './judgeAnswer';
import { proveAll } from './proofs';
import { request } from './rawRequest';
import { runParser } from './runParsers';
import { KINDS, MULTIPART, multipartBody, sampleOf } from './samples';
import { openSeeds } from './seeds';

const SEED = 20_261_123;
const seeds = await openSeeds();
const product = await openProduct();
after(() => product.close());

for (const kind of KINDS) {
  test(`80 spoilt inputs of kind ${kind} are read or refused with a reason`, async () => {
    const { faults } = await runParser(kind, seeds, SEED, 80);
    assert.deepEqual(
      faults.map(({ number, what }) => `${number}: ${what}`),
      [],
    );
  });
}

test('200 deliveries of spoilt images and metadata leave whole rows and needed files, or nothing', async () => {
  const hash = await installationHash(product.db);
  const accepted = new Set<string>();
  for (let number = 0; number < 200; number += 1) {
    const draws = drawsOf(SEED, `delivery ${number}`);
    const kind = draws.pick(['png', 'jpeg', 'dicom'] as const);
    const image = draws.chance(0.7)
      ? sampleOf(kind, seeds, draws)
      : Buffer.concat([draws.pick(seeds.png), draws.bytes(8)]);
    const parts = [{ head: 'name="image"; filename="x"', body: image }];
    if (draws.chance(0.4)) parts.push({ head: 'name="metadata"', body: sampleOf('metadata', seeds, draws) });
    if (draws.chance(0.3))
      parts.push({ head: 'name="mask:heart"; filename="m"', body: sampleOf('mask', seeds, draws) });
    const body = Uint8Array.from(multipartBody(parts));
    const sent = new Request('http://x/', { method: 'POST', body, headers: { 'content-type': MULTIPART } });
    try {
      const received = await receiveInstance(product.db, product.store, hash, await parseDelivery(sent), new Date());
      accepted.add(received.instanceId);
    } catch (error) {
      assert.ok(error instanceof AppError && error.code !== 'internal', `${number}: ${String(error)}`);
    }
  }
  assert.ok(accepted.size > 30, `${accepted.size} accepted`);
  assert.equal(await product.db.instance.count(), accepted.size);
  const evidence = { accepted, dataDir: product.folder, storeDir: product.folder, tempDir: '/nowhere', log: '' };
  const expected = new Set(['every image came to an end', 'what failed says why']);
  const broken = (await proveAll(product.db, evidence)).filter(({ name, holds }) => !holds && !expected.has(name));
  assert.deepEqual(broken, []);
});

test('the same seed spoils in the same way', () => {
  for (const kind of KINDS)
    assert.deepEqual(sampleOf(kind, seeds, drawsOf(7, `${kind} 3`)), sampleOf(kind, seeds, drawsOf(7, `${kind} 3`)));
  const ways = Array.from({ length: 1_000 }, (_, number) => wayOf(number, []));
  assert.equal(new Set(ways).size, 13);
});

test('planted: bad answers are found', () => {
  const asked = request('png', '/api/v1/instances', Buffer.alloc(0), []);
  const judge = (status: number, contentType: string, text: string) =>
    judgeAnswer(asked, { status, contentType, text, milliseconds: 1 }).fault;
  const problem = 'application/problem+json';
  assert.equal(judge(422, problem, '{"type":"/problems/unreadable-image"}'), null);
  assert.equal(judge(503, problem, 'x\r\nRetry-After: 5\r\n{"type":"/problems/unavailable"}'), null);
  for (const [status, type, text] of [
    [500, problem, '{"type":"/problems/internal"}'],
    [503, problem, '{"type":"/problems/unavailable"}'],
    [400, 'text/html', '<p>'],
    [400, problem, '{}'],
    [422, problem, '{"type":"/problems/x","detail":"Quillfeather"}'],
    [202, 'application/json', '{}'],
    [0, '', ''],
  ] as const)
    assert.notEqual(judge(status, type, text), null, `${status} ${text}`);
});

import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { after, test } from 'node:test';
import { openDb } from '@/server/db/client';
import { testDatabase } from '@/server/testing/database';
import { appendTrail } from './appendTrail';
import { keyIdOf, publicPem } from './checkpoint';
import { keysInTrail, signingKeys } from './signingKeys';
import { signTrail } from './signTrail';
import { checkpointsFile } from './trailBundle';
import { verifyTrail } from './verifyTrail';

const db = openDb(await testDatabase());
after(() => db.$disconnect());

const makeKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey;
const [old, next, stranger] = [makeKey(), makeKey(), makeKey()];
let minute = 0;

async function happen(): Promise<void> {
  minute += 1;
  const at = new Date(minute * 60_000);
  await db.$transaction((tx) =>
    appendTrail(tx, [{ kind: 'truth:recorded', at, actor: 'system test', subjects: [], body: { minute } }]),
  );
}

async function signedBy(key: KeyObject): Promise<void> {
  await happen();
  await signTrail(db, { key, actor: 'system test', now: new Date(minute * 60_000) });
}

test('the key that signs is listed before it has signed, and its public half is recorded once', async () => {
  const [row, ...others] = await signingKeys(db, old);
  assert.deepEqual([row?.keyId, row?.checkpoints, row?.from, row?.current], [keyIdOf(old), 0, null, true]);
  assert.equal(row?.fingerprint?.slice(0, 16), keyIdOf(old));
  assert.deepEqual(others, []);
  await signedBy(old);
  await signedBy(old);
  const records = await db.trailRecord.findMany({ where: { kind: 'checkpoint:signed' }, orderBy: { seq: 'asc' } });
  assert.deepEqual(
    records.map(({ content }) => JSON.parse(content).body.publicKey ?? null),
    [publicPem(old), null],
  );
});

test('what a former key signed is verified once the new key has signed, and the file for outside has both', async () => {
  assert.deepEqual(
    (await signingKeys(db, next)).map(({ pem }) => pem),
    [publicPem(next), null],
  );
  assert.equal((await verifyTrail(db, { keys: [next] })).faultCount, 2, 'nobody vouches for the old key yet');
  await signedBy(next);
  assert.equal((await verifyTrail(db, { keys: [next] })).faultCount, 0);
  const rows = await signingKeys(db, next);
  assert.deepEqual(
    rows.map(({ keyId, pem, checkpoints, from, to, current }) => [
      keyId,
      pem,
      checkpoints,
      from?.seq,
      to?.seq,
      current,
    ]),
    [
      [keyIdOf(next), publicPem(next), 1, 5, 5, true],
      [keyIdOf(old), publicPem(old), 2, 1, 3, false],
    ],
  );
  const { publicKeys } = await checkpointsFile(db, next);
  assert.deepEqual(
    publicKeys.map((pem) => keyIdOf(createPublicKey(pem))),
    [keyIdOf(next), keyIdOf(old)],
  );
});

test('a key that comes after the last checkpoint of a trusted one is not known by what the trail says of it', async () => {
  await signedBy(stranger);
  const known = await keysInTrail(db, [next]);
  assert.deepEqual(known.map(keyIdOf), [keyIdOf(old)]);
  const { faults } = await verifyTrail(db, { keys: [next] });
  assert.deepEqual(
    faults.map(({ kind }) => kind),
    ['signature'],
  );
  assert.equal((await signingKeys(db, next)).find(({ keyId }) => keyId === keyIdOf(stranger))?.pem, null);
});

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openDb } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { testDatabase } from '@/server/testing/database';
import { fingerprintOf, idempotent } from './idempotent';

const db = openDb(await testDatabase());
after(() => db.$disconnect());

const call = (key: string | null, id = 'caller') => ({
  request: new Request('http://x/api/v1/truths', {
    method: 'POST',
    headers: key === null ? {} : { 'idempotency-key': key },
  }),
  principal: { id },
});

test('work runs once per key and caller, and the first answer is given again', async () => {
  let runs = 0;
  const work = async () => ({ status: 201, body: { runs: ++runs } });
  const first = await idempotent(db, call('a'), 'f', work);
  assert.deepEqual(await idempotent(db, call('a'), 'f', work), first);
  assert.equal(runs, 1);
  await idempotent(db, call('a', 'another'), 'f', work);
  await idempotent(db, call(null), 'f', work);
  assert.equal(runs, 3);
});

test('of two requests at once one runs, and the other is told to ask again', async () => {
  let runs = 0;
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = async () => {
    runs++;
    await released;
    return { status: 200, body: {} };
  };
  const both = [idempotent(db, call('b'), 'f', slow), idempotent(db, call('b'), 'f', slow)];
  // The one that runs goes on when the other has been told.
  for (const one of both) one.catch(release);
  const answers = await Promise.allSettled(both);
  assert.equal(runs, 1);
  assert.deepEqual(answers.map((answer) => answer.status).sort(), ['fulfilled', 'rejected']);
});

test('another request under a used key is refused, and a failed one may be sent again', async () => {
  await idempotent(db, call('c'), 'first', async () => ({ status: 200, body: {} }));
  const other = idempotent(db, call('c'), 'second', async () => ({ status: 200, body: {} }));
  await assert.rejects(other, (error) => error instanceof AppError && error.code === 'idempotency-mismatch');
  const failing = idempotent(db, call('d'), 'f', async () => {
    throw new AppError('unavailable', 'on purpose');
  });
  await assert.rejects(failing);
  assert.equal((await idempotent(db, call('d'), 'f', async () => ({ status: 200, body: {} }))).status, 200);
});

test('a request that was cut off by a crash does not block its key for ever', async () => {
  const long = new Date(Date.now() - 600_000);
  await db.idempotentRequest.create({
    data: { principal: 'caller', key: 'e', path: '/api/v1/truths', fingerprint: 'f', createdAt: long },
  });
  assert.equal((await idempotent(db, call('e'), 'f', async () => ({ status: 200, body: {} }))).status, 200);
});

test('a fingerprint tells parts apart, not only their concatenation', () => {
  assert.notEqual(fingerprintOf('ab', 'c'), fingerprintOf('a', 'bc'));
  assert.equal(fingerprintOf('ab', Uint8Array.of(1)), fingerprintOf('ab', Uint8Array.of(1)));
});

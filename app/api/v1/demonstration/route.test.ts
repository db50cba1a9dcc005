import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { gate } from '@/server/access/gate';
import { PRINCIPAL_HEADER, type Principal } from '@/server/access/principal';
import { adoptDb, openDb } from '@/server/db/client';
import { type DemonstrationStatus, demonstrationSchema } from '@/server/demonstration/describe';
import { problemSchema } from '@/server/problem/problemBody';
import { settings } from '@/server/settings';
import { testDatabase } from '@/server/testing/database';
import { DELETE, GET, PATCH, POST } from './route';

const db = openDb(await testDatabase());
adoptDb(db);
after(() => db.$disconnect());
// Tests run on a database that was given, where the demonstration is off unless it is asked for.
settings().demo = true;

const handlers = { GET, POST, PATCH, DELETE };

type Method = keyof typeof handlers;

function call(method: Method, options: { body?: string; scopes?: Principal['scopes'] | null; key?: string } = {}) {
  const { body, scopes = ['read', 'register'], key } = options;
  const headers = new Headers(key === undefined ? {} : { 'idempotency-key': key });
  if (scopes !== null) headers.set(PRINCIPAL_HEADER, JSON.stringify({ kind: 'key', id: 'caller', scopes }));
  const request = new Request('http://x/api/v1/demonstration', { method, headers, body: body ?? null });
  return handlers[method](request, { params: Promise.resolve({}) });
}

async function state(answer: Response, status: number): Promise<DemonstrationStatus> {
  assert.equal(answer.status, status);
  return demonstrationSchema.strict().parse(await answer.json());
}

async function problem(answer: Response, status: number): Promise<string> {
  assert.equal(answer.status, status);
  assert.match(answer.headers.get('content-type') ?? '', /problem\+json/);
  return problemSchema.parse(await answer.json()).detail;
}

test('strangers do not reach it, a key that may read may not change it', async () => {
  const methods: Method[] = ['GET', 'POST', 'PATCH', 'DELETE'];
  for (const method of methods) {
    assert.deepEqual(await gate(db, { method, headers: {} }, '/api/v1/demonstration'), {
      pass: false,
      because: 'unauthorized',
    });
    await problem(await call(method, { scopes: null }), 401);
    if (method !== 'GET') await problem(await call(method, { scopes: ['read', 'ingest'] }), 403);
  }
});

test('where none is there is nothing to change or remove, and GET says so', async () => {
  assert.equal((await state(await call('GET', { scopes: ['read'] }), 200)).status, 'none');
  await problem(await call('PATCH', { body: '{"speed":4}' }), 404);
  await problem(await call('DELETE'), 404);
});

test('switched off it cannot be started', async () => {
  settings().demo = false;
  assert.match(await problem(await call('POST'), 409), /SIGHTLINE_DEMO/);
  assert.equal((await state(await call('GET'), 200)).enabled, false);
  settings().demo = true;
});

test('it starts once, and the same key gets the same answer', async () => {
  const first = await state(await call('POST', { key: 'once' }), 202);
  assert.deepEqual([first.status, first.sent, first.speed], ['running', 0, 1]);
  assert.deepEqual(await state(await call('POST', { key: 'once' }), 202), first);
  assert.match(await problem(await call('POST'), 409), /here already/);
});

test('a change is parsed strictly', async () => {
  for (const body of ['', '[]', '{}', '{"speed":2}', '{"status":"removed"}', '{"speed":"4"}', '{"sent":0}'])
    await problem(await call('PATCH', { body }), 400);
  const changed = await state(await call('PATCH', { body: '{"status":"paused","speed":10}' }), 200);
  assert.deepEqual([changed.status, changed.speed], ['paused', 10]);
  assert.equal((await state(await call('PATCH', { body: '{"status":"running"}' }), 200)).speed, 10);
});

test('removal is accepted, asked for twice too, and then nothing can be changed', async () => {
  for (let i = 0; i < 2; i++) {
    const removing = await state(await call('DELETE'), 202);
    assert.deepEqual([removing.status, removing.removal], ['removing', { studies: 0, removed: 0, files: 0 }]);
  }
  await problem(await call('PATCH', { body: '{"status":"running"}' }), 409);
});

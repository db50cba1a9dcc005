import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openDb } from '@/server/db/client';
import { testDatabase } from '@/server/testing/database';
import { acceptLink } from './acceptLink';
import { ensureApiKey } from './apiKey';
import { gate, isOpen, isSameOrigin } from './gate';
import type { OpenedSession } from './session';
import { SESSION_COOKIE } from './sessionCookie';
import { createSignInLink } from './signInToken';

const db = openDb(await testDatabase());
after(() => db.$disconnect());

const NOBODY = { address: '192.0.2.1', userAgent: null };

async function signedIn(): Promise<OpenedSession> {
  const link = new URL(await createSignInLink(db, 'http://127.0.0.1:3000'));
  return acceptLink(db, { token: link.searchParams.get('token') ?? '' }, NOBODY, new Date());
}

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') => gate(db, { method, headers }, path);

test('strangers reach health, readiness, the sign-in page and its files, and nothing else', async () => {
  for (const path of ['/healthz', '/readyz', '/signin', '/_next/static/chunks/a.js']) assert.ok(isOpen(path), path);
  for (const path of [
    '/',
    '/cases',
    '/metrics',
    '/api/v1/models',
    '/healthz/',
    '/signin/x',
    '/_next/static/../server/app',
    '/_next/image',
    '/socket.io/',
  ]) {
    assert.equal(isOpen(path), false, path);
    assert.equal((await ask(path)).pass, false, path);
  }
  assert.deepEqual(await ask('/cases'), { pass: false, because: 'sign-in' });
  assert.deepEqual(await ask('/api/v1/models'), { pass: false, because: 'unauthorized' });
});

test('a key is accepted as a bearer token only, and only the right one', async () => {
  const { key } = await ensureApiKey(db, undefined);
  assert.ok(key);
  assert.equal((await ask('/api/v1/models', { authorization: `Bearer ${key}` })).pass, true);
  for (const authorization of [key, `Bearer ${key}x`, `Basic ${key}`, 'Bearer ', 'Bearer undefined']) {
    assert.equal((await ask('/api/v1/models', { authorization })).pass, false, authorization.slice(0, 8));
  }
  assert.equal((await ensureApiKey(db, undefined)).key, null, 'shown once');
});

test('a configured key works from the first start, and a changed one revokes it', async () => {
  const bearer = (key: string) => ask('/api/v1/models', { authorization: `Bearer ${key}` });
  await ensureApiKey(db, 'configured-key-0001');
  assert.equal((await bearer('configured-key-0001')).pass, true);
  await ensureApiKey(db, 'configured-key-0002');
  assert.equal((await bearer('configured-key-0001')).pass, false);
  assert.equal((await bearer('configured-key-0002')).pass, true);
});

test('a session reads from anywhere but writes and listens only from our own pages', async () => {
  const { cookie } = await signedIn();
  const headers = { cookie: `other=1; ${SESSION_COOKIE}=${cookie}`, host: '127.0.0.1:3000' };
  assert.equal((await ask('/cases', headers)).pass, true);
  const own = { ...headers, origin: 'http://127.0.0.1:3000' };
  const foreign = { ...headers, origin: 'http://evil.example' };
  assert.equal((await ask('/api/v1/instances', own, 'POST')).pass, true);
  assert.deepEqual(await ask('/api/v1/instances', foreign, 'POST'), { pass: false, because: 'foreign-origin' });
  assert.deepEqual(await ask('/api/v1/signin/password', foreign, 'POST'), { pass: false, because: 'foreign-origin' });
  assert.deepEqual(await ask('/socket.io/', foreign), { pass: false, because: 'foreign-origin' });
  assert.equal((await ask('/cases', { cookie: `${SESSION_COOKIE}=${cookie}x` })).pass, false);
});

test('a browser without an origin header is told by its fetch metadata', () => {
  assert.equal(isSameOrigin({ host: 'a' }), true);
  assert.equal(isSameOrigin({ host: 'a', 'sec-fetch-site': 'same-origin' }), true);
  assert.equal(isSameOrigin({ host: 'a', 'sec-fetch-site': 'cross-site' }), false);
  assert.equal(isSameOrigin({ host: 'a', origin: 'null' }), false);
  assert.equal(isSameOrigin({ host: 'a', origin: 'null', 'sec-fetch-site': 'cross-site' }), false);
  assert.equal(isSameOrigin({ host: 'a', origin: 'null', 'sec-fetch-site': 'same-origin' }), true);
});

test('a sign-in link works once, also when two browsers open it at the same moment', async () => {
  const token = new URL(await createSignInLink(db, 'http://127.0.0.1:3000')).searchParams.get('token') ?? '';
  const used = await Promise.allSettled([1, 2, 3].map(() => acceptLink(db, { token }, NOBODY, new Date())));
  assert.equal(used.filter(({ status }) => status === 'fulfilled').length, 1);
  await assert.rejects(acceptLink(db, { token: 'si_unknown' }, NOBODY, new Date()), /does not work/);
});

test('a page is for those who have the scope of its rule, and one without a rule is not there', async () => {
  const { cookie, accountId } = await signedIn();
  const headers = { cookie: `${SESSION_COOKIE}=${cookie}` };
  assert.equal((await ask('/trail', headers)).pass, true);
  const nowhere = await ask('/no-rule', headers);
  assert.equal(!nowhere.pass && nowhere.because, 'no-page');
  await db.account.update({ where: { id: accountId }, data: { role: 'viewer' } });
  assert.deepEqual(await ask('/trail', headers), { pass: false, because: 'scope', scope: 'trail' });
  assert.equal((await ask('/cases/', headers)).pass, true, 'as the router redirects it');
  await db.account.update({ where: { id: accountId }, data: { disabledAt: new Date() } });
  assert.deepEqual(await ask('/cases', headers), { pass: false, because: 'sign-in' });
});

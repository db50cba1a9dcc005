import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { accountChange } from '@/server/api/accessSchema';
import { openDb } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { testDatabase } from '@/server/testing/database';
import { acceptLink } from './acceptLink';
import { changeAccount, createResetLink, listAccounts } from './accounts';
import { createKey, listKeys, principalOfKey, revokeKey } from './apiKey';
import { invite, listInvitations, withdrawInvitation } from './invitations';
import { readLink } from './oneTimeLink';
import { changeOwnPassword, whoAmI } from './ownAccount';
import { beginPasskey, beginPasskeySignIn } from './passkeys';
import { passwordProblem } from './password';
import type { Principal } from './principal';
import { type OpenedSession, principalOfSession } from './session';
import { endSession, listSessions } from './sessions';
import { signInWithPassword } from './signIn';
import { createFirstAdminLink } from './signInToken';
import { makersOf, namesOf } from './whoNames';

const db = openDb(await testDatabase());
after(() => db.$disconnect());

const START = Date.UTC(2026, 10, 1);
const at = (minutes: number): Date => new Date(START + minutes * 60_000);
const visitor = (address: string) => ({ address, userAgent: 'test' });
const HERE = visitor('192.0.2.1');
const tokenOf = (link: string | null): string => new URL(link ?? 'http://x/').searchParams.get('token') ?? '';
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};
const PASSWORD = 'a quiet reading room';
const cedricPassword = 'three owls in a tree';

async function principalBehind({ cookie }: OpenedSession, now = at(1)): Promise<Principal> {
  const principal = await principalOfSession(db, cookie, now);
  assert.ok(principal);
  return principal;
}

/** Made by the first test, as every installation begins. */
const first: { admin?: Principal } = {};
const admin = (): Principal => {
  assert.ok(first.admin);
  return first.admin;
};

test('the first link makes the first administrator, and then there is none any more', async () => {
  const old = tokenOf(await createFirstAdminLink(db, 'http://x', at(0)));
  const token = tokenOf(await createFirstAdminLink(db, 'http://x', at(0)));
  assert.equal(await readLink(db, old, at(0)), null, 'withdrawn by the newer one');
  assert.equal((await readLink(db, token, at(0)))?.purpose, 'first-admin');
  const given = { token, name: 'Ada', email: 'Ada@example.org' };
  assert.equal(await codeOf(acceptLink(db, { ...given, password: 'short' }, HERE, at(0))), 'invalid-field');
  assert.equal(
    await codeOf(acceptLink(db, { ...given, password: 'adaada@example.org' }, HERE, at(0))),
    'invalid-field',
  );
  first.admin = await principalBehind(await acceptLink(db, { ...given, password: PASSWORD }, HERE, at(0)));
  assert.equal(first.admin.role, 'admin');
  assert.equal(await codeOf(acceptLink(db, { ...given, password: PASSWORD }, HERE, at(0))), 'unauthorized');
  assert.equal(await createFirstAdminLink(db, 'http://x', at(0)), null);
  assert.equal((await whoAmI(db, first.admin)).email, 'ada@example.org');
  const who = `account ${first.admin.id}`;
  assert.deepEqual([...(await namesOf(db, [who, 'key x', 'operator']))], [[who, 'Ada']]);
});

test('an invitation makes an account of its role, once, and not after it was withdrawn', async () => {
  const { token } = await invite(db, { email: 'c@example.org', role: 'clinician' }, admin(), at(1));
  const withdrawn = await invite(db, { email: 'd@example.org', role: 'viewer' }, admin(), at(1));
  assert.equal((await listInvitations(db, at(1))).length, 2);
  await withdrawInvitation(db, withdrawn.invitationId, admin(), at(1));
  const answer = { token: withdrawn.token, name: 'D', password: PASSWORD };
  assert.equal(await codeOf(acceptLink(db, answer, HERE, at(1))), 'unauthorized');
  const opened = await acceptLink(db, { token, name: 'Cedric', password: cedricPassword }, HERE, at(1));
  assert.deepEqual((await principalBehind(opened)).scopes, ['read', 'review']);
  assert.equal(await codeOf(invite(db, { email: 'c@example.org', role: 'viewer' }, admin(), at(1))), 'conflict');
  const eight = await invite(db, { email: 'e@example.org', role: 'viewer' }, admin(), at(1));
  assert.equal(await readLink(db, eight.token, at(8 * 24 * 60)), null, 'over after a week');
});

test('five wrong passwords lock for 15 minutes, then 30, the same for an address that is not known', async () => {
  const tryAt = (email: string, password: string, minute: number) =>
    codeOf(signInWithPassword(db, { email, password }, visitor(`198.51.100.${email.length}`), at(minute)));
  for (const email of ['c@example.org', 'nobody@example.org']) {
    for (let i = 0; i < 5; i++) assert.equal(await tryAt(email, 'wrong', 10), 'unauthorized');
    assert.equal(await tryAt(email, cedricPassword, 24), 'too-many', email);
    assert.equal(await tryAt(email, 'wrong', 26), 'unauthorized', 'one try after the lock');
    assert.equal(await tryAt(email, cedricPassword, 55), 'too-many', 'and twice the wait');
  }
  const locked = (await listAccounts(db, undefined, 10, at(55))).rows.find(({ email }) => email === 'c@example.org');
  assert.equal(locked?.lockedUntil?.toISOString(), at(56).toISOString());
  assert.equal(await tryAt('c@example.org', cedricPassword, 57), 'done');
  assert.equal(await tryAt('c@example.org', 'wrong', 58), 'unauthorized', 'a success begins anew');
});

test('a hundred guesses at once have no more than five tries', async () => {
  const email = 'parallel@example.org';
  const codes = await Promise.all(
    Array.from({ length: 25 }, (_, i) =>
      codeOf(signInWithPassword(db, { email, password: 'wrong' }, visitor(`203.0.113.${i}`), at(60))),
    ),
  );
  assert.equal(codes.filter((code) => code === 'unauthorized').length, 5);
  assert.equal(codes.filter((code) => code === 'too-many').length, 20);
});

test('one address has thirty failures, whomever it asks for', async () => {
  const from = visitor('2001:db8:1:2::1');
  const guess = (i: number) =>
    codeOf(signInWithPassword(db, { email: `x${i}@example.org`, password: 'w' }, from, at(60)));
  for (let i = 0; i < 30; i++) assert.equal(await guess(i), 'unauthorized');
  assert.equal(await guess(31), 'too-many');
  const neighbour = visitor('2001:db8:1:2:ffff::2');
  assert.equal(
    await codeOf(signInWithPassword(db, { email: 'y@example.org', password: 'w' }, neighbour, at(60))),
    'too-many',
  );
});

test('a role counts in open sessions at once, disabling ends them, and the last administrator stays', async () => {
  const opened = await signInWithPassword(db, { email: 'c@example.org', password: cedricPassword }, HERE, at(100));
  const { id } = await principalBehind(opened, at(100));
  await changeAccount(db, id, { role: 'governance' }, admin(), at(101));
  assert.ok((await principalBehind(opened, at(101))).scopes.includes('govern'));
  await changeAccount(db, id, { role: 'clinician' }, admin(), at(101));
  await changeAccount(db, id, { disabled: true }, admin(), at(102));
  assert.equal(await principalOfSession(db, opened.cookie, at(102)), null);
  const again = { email: 'c@example.org', password: cedricPassword };
  assert.equal(await codeOf(signInWithPassword(db, again, HERE, at(103))), 'unauthorized');
  await changeAccount(db, id, { disabled: false }, admin(), at(104));
  assert.equal(await principalOfSession(db, opened.cookie, at(104)), null, 'what was ended stays so');
  assert.equal(await codeOf(changeAccount(db, admin().id, { role: 'viewer' }, admin(), at(105))), 'conflict');
  assert.equal(await codeOf(changeAccount(db, admin().id, { disabled: true }, admin(), at(105))), 'conflict');
});

test('a reset link sets a password and ends what was open with the old one', async () => {
  const old = await signInWithPassword(db, { email: 'c@example.org', password: cedricPassword }, HERE, at(110));
  const { token } = await createResetLink(db, old.accountId, admin(), at(110));
  assert.equal(await codeOf(acceptLink(db, { token }, HERE, at(111))), 'invalid-field');
  const now = await acceptLink(db, { token, password: PASSWORD }, HERE, at(111));
  assert.equal(await principalOfSession(db, old.cookie, at(111)), null);
  const principal = await principalBehind(now, at(111));
  const other = await signInWithPassword(db, { email: 'c@example.org', password: PASSWORD }, HERE, at(112));
  const own = { accountId: principal.id, sessionId: principal.sessionId };
  const wrong = { current: 'wrong', password: cedricPassword };
  assert.equal(await codeOf(changeOwnPassword(db, own, wrong, at(112))), 'invalid-field');
  await changeOwnPassword(db, own, { current: PASSWORD, password: cedricPassword }, at(113));
  assert.equal(await principalOfSession(db, other.cookie, at(113)), null, 'the others are ended');
  const rows = await listSessions(db, principal.id, principal, at(113));
  assert.deepEqual(
    rows.map(({ current }) => current),
    [true],
  );
  assert.equal(await codeOf(endSession(db, admin().sessionId ?? '', principal, at(113))), 'not-found', 'not their own');
  await endSession(db, now.sessionId, admin(), at(114));
  assert.equal(await principalOfSession(db, now.cookie, at(114)), null);
});

test('a key has the scopes that were given, by who has them, until it is revoked or over', async () => {
  const { key, keyId } = await createKey(
    db,
    { name: 'pacs', scopes: ['ingest'], expiresAt: at(300) },
    admin(),
    at(200),
  );
  const caller = await principalOfKey(db, key, at(201));
  assert.deepEqual(caller?.scopes, ['ingest']);
  assert.equal(await principalOfKey(db, key, at(301)), null);
  assert.ok(caller);
  const more = { name: 'more', scopes: ['read' as const], expiresAt: null };
  assert.equal(await codeOf(createKey(db, more, caller, at(202))), 'forbidden');
  await revokeKey(db, keyId, admin(), at(203));
  assert.equal(await principalOfKey(db, key, at(204)), null);
});

test('who disables an account is told what it made that goes on, and may end its keys with it', async () => {
  const link = await invite(db, { email: 'fay@example.org', role: 'admin' }, admin(), at(400));
  const { accountId } = await acceptLink(db, { token: link.token, name: 'Fay', password: PASSWORD }, HERE, at(401));
  const fay: Principal = { ...admin(), id: accountId };
  const asked = { name: 'archive', scopes: ['ingest' as const], expiresAt: null };
  const { key } = await createKey(db, asked, fay, at(402));
  await createKey(db, { ...asked, expiresAt: at(403) }, fay, at(402));
  const made = {
    id: randomUUID(),
    tokenSha256: 'f',
    label: 'x',
    scope: 'case',
    subject: {},
    policy: {},
    salt: new Uint8Array(1),
  };
  const createdBy = `account ${accountId}`;
  await db.auditLink.create({ data: { ...made, expiresAt: at(900), createdBy, createdAt: at(402) } });
  assert.deepEqual(await changeAccount(db, accountId, { disabled: true }, admin(), at(410)), {
    ...{ liveKeys: 1, liveLinks: 1 },
  });
  assert.ok(await principalOfKey(db, key, at(411)), 'what other systems use goes on');
  const row = (await listAccounts(db, undefined, 50, at(411))).rows.find((one) => one.accountId === accountId);
  assert.deepEqual([row?.liveKeys, row?.liveLinks], [1, 1]);
  assert.equal((await makersOf(db, [createdBy])).get(createdBy), 'Fay (disabled)');
  assert.equal((await listKeys(db, undefined, 50, accountId)).rows.length, 2);
  const left = await changeAccount(db, accountId, { disabled: true, revokeKeys: true }, admin(), at(412));
  assert.deepEqual(left, { liveKeys: 0, liveLinks: 1 });
  assert.equal(await principalOfKey(db, key, at(413)), null);
  assert.ok(!accountChange.safeParse({ revokeKeys: true }).success);
  const told = await db.trailRecord.findFirst({ where: { kind: 'key:changed' }, orderBy: { seq: 'desc' } });
  assert.match(told?.content ?? '', /"change":"revoked"/);
});

test('common passwords are refused however they are trimmed', () => {
  for (const bad of [
    'Password123!',
    'P@ssw0rd2026',
    'qwertyuiop12',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    '123456789012',
    'Sightline2026!',
    'letmeinletmein',
  ])
    assert.notEqual(passwordProblem(bad, 'ada@example.org'), null, bad);
  for (const good of [PASSWORD, cedricPassword, 'correct battery horse', 'k7#pQz2!mVx9'])
    assert.equal(passwordProblem(good, 'ada@example.org'), null, good);
});

test('a passkey is asked for under the host of the page, with its user verified', async () => {
  const place = { headers: new Headers(), origin: 'http://localhost:3000' };
  const asked = await beginPasskeySignIn(db, place);
  assert.match(JSON.stringify(asked.body), /"rpId":"localhost".*"userVerification":"required"/);
  assert.equal(asked.cookies.length, 1);
  const made = await beginPasskey(db, admin().id, place);
  assert.match(JSON.stringify(made.body), /"rp":\{"name":"Sightline","id":"localhost"\}/);
  assert.match(made.cookies[0] ?? '', /HttpOnly/);
});

test('the trail tells who did what, and holds neither a secret nor what was typed', async () => {
  const rows = await db.trailRecord.findMany({ orderBy: { seq: 'asc' } });
  const kinds = new Set(rows.map(({ kind }) => kind));
  for (const kind of ['account:changed', 'session:opened', 'session:refused', 'session:ended', 'key:changed'])
    assert.ok(kinds.has(kind), kind);
  const text = rows.map(({ content }) => content).join('\n');
  for (const secret of [PASSWORD, cedricPassword, 'si_', 'ss_', 'sl_', 'example.org', 'nobody'])
    assert.equal(text.includes(secret), false, secret);
  const { count } = await db.$queryRaw<[{ count: number }]>`
    select count(*)::int as count from session where token !~ '^[0-9a-f]{64}$'`.then(([row]) => row);
  assert.equal(count, 0, 'cookies are kept as sums alone');
});

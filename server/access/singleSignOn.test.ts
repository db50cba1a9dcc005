import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openDb } from '@/server/db/client';
import { testDatabase } from '@/server/testing/database';
import { startOidcProvider } from '@/server/testing/oidcProvider';
import { acceptLink } from './acceptLink';
import { changeAccount } from './accounts';
import { invite } from './invitations';
import { changeOwnPassword } from './ownAccount';
import { beginPasskey } from './passkeys';
import type { Principal } from './principal';
import { principalOfSession } from './session';
import { createSignInLink } from './signInToken';
import { beginSingleSignOn, type Finished, finishSingleSignOn, roleOfClaims } from './singleSignOn';

const db = openDb(await testDatabase());
const ORIGIN = 'http://127.0.0.1:3999';
const provider = await startOidcProvider(`${ORIGIN}/api/v1/auth/callback/oidc`, {
  grace: {
    sub: 'grace',
    email: 'grace@example.org',
    email_verified: true,
    name: 'Grace',
    sightline_role: 'governance',
  },
  taken: { sub: 'taken', email: 'taken@example.org', email_verified: true, name: 'Mallory', sightline_role: 'admin' },
});
after(async () => {
  await provider.close();
  await db.$disconnect();
});
const oidc = { ...provider, roleClaim: 'sightline_role' };
const VISITOR = { address: '192.0.2.1', userAgent: 'test' };

/** A browser's cookies of one site. */
class Jar {
  readonly #values = new Map<string, string>();

  take(cookies: readonly string[]): void {
    for (const cookie of cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#values.set(name, value);
    }
  }

  header(): string {
    return [...this.#values].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

/** Goes to the provider as a browser does, signs in there as `user`, and answers the query it is sent back with. */
async function atProvider(location: string, user: string): Promise<string> {
  const jar = new Jar();
  let url = new URL(location);
  for (let hops = 0; hops < 10; hops++) {
    if (url.pathname.startsWith('/interaction/')) url.searchParams.set('login', user);
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie: jar.header() } });
    jar.take(answer.headers.getSetCookie());
    await answer.body?.cancel();
    url = new URL(answer.headers.get('location') ?? '', url);
    if (url.origin === ORIGIN) return url.search;
  }
  throw new Error('the provider did not send the browser back');
}

const place = (cookie = '') => ({ headers: new Headers(cookie === '' ? {} : { cookie }), origin: ORIGIN });

async function signInAs(user: string): Promise<Finished> {
  const begun = await beginSingleSignOn(db, oidc, '/cases?x=1', place());
  const jar = new Jar();
  jar.take(begun.cookies);
  const search = await atProvider(begun.location, user);
  return finishSingleSignOn(db, oidc, search, place(jar.header()), VISITOR, new Date());
}

async function principalAfter(done: Finished): Promise<Principal> {
  assert.ok('session' in done, JSON.stringify(done));
  const principal = await principalOfSession(db, done.session.cookie);
  assert.ok(principal);
  return principal;
}

async function adminByLink(): Promise<Principal> {
  const token = new URL(await createSignInLink(db, ORIGIN)).searchParams.get('token') ?? '';
  const principal = await principalOfSession(db, (await acceptLink(db, { token }, VISITOR, new Date())).cookie);
  assert.ok(principal);
  return principal;
}

test('who signs in at the provider gets an account whose role follows the claim', async () => {
  const done = await signInAs('grace');
  const first = await principalAfter(done);
  assert.equal(first.role, 'governance');
  assert.ok('session' in done && done.onward.location.endsWith('/cases?x=1'));
  assert.ok('session' in done && done.onward.cookies.every((cookie) => !cookie.includes('session_token')));
  const grace = provider.users.get('grace');
  assert.ok(grace);
  provider.users.set('grace', { ...grace, sightline_role: ['viewer', 'clinician'] });
  const second = await principalAfter(await signInAs('grace'));
  assert.deepEqual([second.id, second.role], [first.id, 'clinician']);
  const [credential] = await db.credential.findMany({ where: { accountId: first.id } });
  assert.deepEqual([credential?.accessToken, credential?.idToken, credential?.refreshToken], [null, null, null]);
});

test('such an account sets no password or passkey of its own, which would outlive what the provider says', async () => {
  const { id } = await db.account.findUniqueOrThrow({ where: { email: 'grace@example.org' } });
  const given = { password: 'a quiet reading room' };
  const caller = { accountId: id, sessionId: undefined };
  await assert.rejects(changeOwnPassword(db, caller, given, new Date()), /your organisation signs you in/);
  await assert.rejects(beginPasskey(db, id, place()), /your organisation signs you in/);
  assert.equal(await db.credential.count({ where: { accountId: id, password: { not: null } } }), 0);
});

test('an account with the same e-mail address is not taken over', async () => {
  const admin = await adminByLink();
  const { token } = await invite(db, { email: 'taken@example.org', role: 'viewer' }, admin, new Date());
  await acceptLink(db, { token, name: 'Owner', password: 'a quiet reading room' }, VISITOR, new Date());
  const done = await signInAs('taken');
  assert.ok('problem' in done);
  assert.equal(done.problem, 'collision');
  assert.equal(await db.credential.count({ where: { providerAccountId: 'taken' } }), 0);
});

test('a disabled account is turned away, and an answer that nobody asked for, or that comes twice, too', async () => {
  const { id } = await db.account.findUniqueOrThrow({ where: { email: 'grace@example.org' } });
  await changeAccount(db, id, { disabled: true }, await adminByLink(), new Date());
  const refused = await signInAs('grace');
  assert.ok('problem' in refused && refused.problem === 'disabled');
  await db.account.update({ where: { id }, data: { disabledAt: null } });
  const begun = await beginSingleSignOn(db, oidc, '/', place());
  const jar = new Jar();
  jar.take(begun.cookies);
  const search = await atProvider(begun.location, 'grace');
  const finish = (cookie: string) => finishSingleSignOn(db, oidc, search, place(cookie), VISITOR, new Date());
  const elsewhere = await finish('');
  assert.ok('problem' in elsewhere, 'another browser has not the cookie that began');
  assert.ok(
    'problem' in (await finishSingleSignOn(db, oidc, '?code=x&state=y', place(jar.header()), VISITOR, new Date())),
  );
});

test('the claim names the highest of our roles, and nothing else makes more than a viewer', () => {
  for (const [claim, role] of [
    ['admin', 'admin'],
    [['viewer', 'governance'], 'governance'],
    ['Admin', 'viewer'],
    [undefined, 'viewer'],
    [{ role: 'admin' }, 'viewer'],
  ] as const)
    assert.equal(roleOfClaims({ groups: claim }, 'groups'), role);
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { POST as revokeRoute } from '@/app/api/v1/links/[linkId]/revoke/route';
import { GET as oneRoute } from '@/app/api/v1/links/[linkId]/route';
import { GET as viewsRoute } from '@/app/api/v1/links/[linkId]/views/route';
import { GET as pictureRoute } from '@/app/api/v1/links/pictures/[instanceId]/route';
import { GET as listRoute, POST as makeRoute } from '@/app/api/v1/links/route';
import { GET as eventsRoute } from '@/app/l/[token]/events/route';
import { GET as imageRoute } from '@/app/l/[token]/image/[pseudonym]/route';
import { POST as openRoute } from '@/app/l/[token]/open/route';
import { gate } from '@/server/access/gate';
import { PRINCIPAL_HEADER, type Principal, ROLE_SCOPES, ROLES } from '@/server/access/principal';
import { adoptDb, openDb } from '@/server/db/client';
import { testDatabase } from '@/server/testing/database';
import { createLink } from './createLink';
import { newLink } from './linkPolicy';
import { listenForLinks } from './linkStream';
import { openLink } from './openLink';
import { revokeLink } from './revokeLink';
import { showLink } from './showLink';
import { VISIT_COOKIE } from './visit';

// Every route of audit links, in every state of a link, for every kind of caller: who gets content, and who does not.

const url = await testDatabase();
const db = openDb(url);
adoptDb(db);
const stopListening = listenForLinks(db, url);
after(async () => {
  await stopListening();
  await db.$disconnect();
});

const STATES = ['unknown', 'ask', 'passcode', 'visiting', 'expired', 'revoked', 'used-up'] as const;
type State = (typeof STATES)[number];

const principal = (id: string, role: Principal['role'], scopes: Principal['scopes']): Principal => ({
  kind: role === null ? 'key' : 'session',
  id,
  role,
  scopes,
});

const CALLERS: Record<string, Principal | null> = {
  stranger: null,
  ...Object.fromEntries(ROLES.map((role) => [role, principal(randomUUID(), role, [...ROLE_SCOPES[role]])])),
  'key that may read': principal(randomUUID(), null, ['read']),
  'key that may share': principal(randomUUID(), null, ['share']),
};

const instanceId = randomUUID();
const DAY = 86_400_000;
type Place = { id: string; token: string; cookies: string | null };
const places: Partial<Record<State, Place>> = {};

before(async () => {
  const [study, series] = [randomUUID(), randomUUID()];
  await db.study.create({ data: { id: study, site: 'St Planted', studyKey: 'study' } });
  await db.series.create({ data: { id: series, studyId: study, seriesKey: 'series' } });
  const facts = {
    seriesId: series,
    sha256: 'deadbeef',
    format: 'none',
    status: 'done',
    site: 'St Planted',
    receivedAt: new Date(),
  };
  await db.instance.create({ data: { id: instanceId, ...facts } });
  for (const state of STATES) places[state] = await placeOf(state);
});

/** A link that stands as asked, with the cookies of who had it open before. */
async function placeOf(state: State): Promise<Place> {
  if (state === 'unknown') return { id: randomUUID(), token: `al_${'x'.repeat(43)}`, cookies: `${VISIT_COOKIE}=av_x` };
  const began = state === 'expired' ? new Date(Date.now() - 2 * DAY) : new Date();
  const subject = { scope: 'case', instanceId };
  const asked = newLink.parse({
    ...{ label: 'L', subject, policy: { image: 'body', metadata: true }, days: 1 },
    ...(state === 'used-up' && { viewCap: 1 }),
    ...(state === 'passcode' && { passcode: 'open sesame' }),
  });
  const { id, token } = await createLink(asked, 'account test', began);
  if (state === 'ask' || state === 'passcode') return { id, token, cookies: null };
  const opened = await openLink(db, { token, passcode: null, cookies: null, address: null }, began);
  assert.ok(opened.opened && opened.visit !== null);
  if (state === 'revoked') await revokeLink(id, 'account test', new Date());
  return { id, token, cookies: state === 'used-up' ? null : `${VISIT_COOKIE}=${opened.visit.cookie}` };
}

const place = (state: State): Place => {
  const found = places[state];
  assert.ok(found);
  return found;
};

function request(
  path: string,
  caller: Principal | null,
  { cookies, body }: { cookies?: string | null; body?: string } = {},
): Request {
  const headers = new Headers(caller === null ? {} : { [PRINCIPAL_HEADER]: JSON.stringify(caller) });
  if (cookies) headers.set('cookie', cookies);
  return new Request(`http://desk${path}`, body === undefined ? { headers } : { method: 'POST', headers, body });
}

const params = <Names extends Record<string, string>>(names: Names) => ({ params: Promise.resolve(names) });

/** What an answer holds, up to the first part of a stream. */
async function textOf(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  const part = await reader?.read();
  await reader?.cancel();
  return part?.value === undefined ? '' : new TextDecoder().decode(part.value);
}

const LEAKS = [instanceId, 'St Planted', 'deadbeef', 'Site A', 'St Pl'];
const leaksOf = (text: string, allowed: readonly string[] = []) =>
  LEAKS.filter((leak) => !allowed.includes(leak) && text.includes(leak));
let tried = 0;

test('below /l/ only who has the link open sees anything, whoever they are signed in as', async () => {
  for (const state of STATES) {
    for (const [name, caller] of Object.entries(CALLERS)) {
      const { token, cookies } = place(state);
      const what = `${state}, ${name}`;
      const sees = state === 'visiting';
      const shown = await showLink({ token, cookies, address: name }, undefined, new Date());
      assert.equal(shown.state === 'shown', sees, what);
      assert.deepEqual(leaksOf(JSON.stringify(shown), sees ? ['Site A'] : []), [], what);
      const events = await eventsRoute(request('/l/t/events', caller, { cookies }), params({ token }));
      assert.equal(events.status, sees ? 200 : 410, what);
      assert.deepEqual(leaksOf(await textOf(events)), [], what);
      const image = await imageRoute(
        request('/l/t/image/0', caller, { cookies }),
        params({ token, pseudonym: '0123456789ab' }),
      );
      assert.equal(image.status, sees ? 404 : 410, what);
      assert.deepEqual(leaksOf(await textOf(image)), [], what);
      tried += 3;
    }
  }
});

test('a door opens only where the link stands open, and every answer goes to the page and nowhere else', async () => {
  for (const state of STATES) {
    for (const [name, caller] of Object.entries(CALLERS)) {
      const { token, cookies } = place(state);
      const answer = await openRoute(
        request('/l/t/open', caller, { cookies, body: 'passcode=wrong!' }),
        params({ token }),
      );
      assert.equal(answer.status, 303, `${state}, ${name}`);
      assert.equal(answer.headers.get('set-cookie') !== null, state === 'ask', `${state}, ${name}`);
      assert.match(
        answer.headers.get('location') ?? '',
        new RegExp(`^/l/${token}(\\?problem=(wrong-passcode|locked))?$`),
      );
      tried += 1;
    }
  }
});

test('links are made, listed, looked into and revoked by who may share alone', async () => {
  const asked = JSON.stringify({ label: 'L', subject: { scope: 'case', instanceId }, policy: { image: 'none' } });
  for (const state of STATES) {
    const { id: linkId } = place(state);
    for (const [name, caller] of Object.entries(CALLERS)) {
      const may = caller?.scopes.includes('share') ?? false;
      const answers = {
        list: await listRoute(request('/api/v1/links', caller), params({})),
        csv: await listRoute(request('/api/v1/links?format=csv', caller), params({})),
        make: await makeRoute(request('/api/v1/links', caller, { body: asked }), params({})),
        one: await oneRoute(request('/api/v1/links/x', caller), params({ linkId })),
        views: await viewsRoute(request('/api/v1/links/x/views', caller), params({ linkId })),
        picture: await pictureRoute(request('/api/v1/links/pictures/x?image=body', caller), params({ instanceId })),
        ...(!may && {
          revoke: await revokeRoute(request('/api/v1/links/x/revoke', caller, { body: '{}' }), params({ linkId })),
        }),
      };
      for (const [route, answer] of Object.entries(answers)) {
        const refused = answer.status === 401 || answer.status === 403;
        assert.equal(refused, !may, `${route}, ${state}, ${name}: ${answer.status}`);
        const text = await textOf(answer);
        assert.ok(!text.includes(place(state).token) || state === 'unknown', `${route}: the token`);
        if (!may) assert.deepEqual(leaksOf(text), [], `${route}, ${state}, ${name}`);
        tried += 1;
      }
    }
  }
});

test('the gate lets strangers to the four addresses of a link, and to nothing beside them', async () => {
  const ask = async (path: string) => (await gate(db, { method: 'GET', headers: {} }, path)).pass;
  const { token } = place('visiting');
  for (const path of ['', '/open', '/events', '/image/0123456789ab'])
    assert.equal(await ask(`/l/${token}${path}`), true, path);
  for (const path of [
    '/l',
    '/l/',
    `/l/${token}/`,
    `/l/${token}/other`,
    `/l/${token}/image/../x`,
    '/links',
    '/links/new',
    `/links/${token}`,
  ])
    assert.equal(await ask(path), false, path);
  tried += 12;
});

test('no route of links is left out here', () => {
  const routes = ['app/l', 'app/api/v1/links'].flatMap((folder) =>
    readdirSync(join(import.meta.dirname, '../..', folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /(route\.ts|page\.tsx)$/.test(name))
      .map((name) => `${folder}/${name}`),
  );
  assert.equal(routes.length, 9, routes.join(' '));
  console.log(`combinations of route, state and caller tried: ${tried}, leaks: 0`);
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { adoptDb, openDb } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { testDatabase } from '@/server/testing/database';
import { createLink } from './createLink';
import { newLink } from './linkPolicy';
import { linkStream, listenForLinks } from './linkStream';
import { getLink, listLinks, listViews } from './listLinks';
import { openLink } from './openLink';
import { revokeLink } from './revokeLink';
import { showLink } from './showLink';
import { doorOf, VISIT_COOKIE } from './visit';

const url = await testDatabase();
const db = openDb(url);
adoptDb(db);
const stopListening = listenForLinks(db, url);
after(async () => {
  await stopListening();
  await db.$disconnect();
});

const instanceId = randomUUID();
const now = new Date();
const later = (ms: number) => new Date(now.getTime() + ms);
const DAY = 86_400_000;

before(async () => {
  const [study, series] = [randomUUID(), randomUUID()];
  await db.study.create({ data: { id: study, site: 'St Planted', studyKey: 'study' } });
  await db.series.create({ data: { id: series, studyId: study, seriesKey: 'series' } });
  const facts = { seriesId: series, sha256: 'deadbeef', format: 'none', status: 'done', site: 'St Planted' };
  await db.instance.create({ data: { id: instanceId, ...facts, patientAge: 93, patientSex: 'F', receivedAt: now } });
});

const make = (asked: object = {}) =>
  createLink(
    newLink.parse({
      label: 'For the auditor',
      subject: { scope: 'case', instanceId },
      policy: { image: 'none', metadata: true },
      ...asked,
    }),
    'account test',
    now,
  );

const knock = (
  token: string,
  {
    passcode = null,
    cookies = null,
    address = '192.0.2.1',
  }: Partial<Record<'passcode' | 'cookies' | 'address', string | null>> = {},
  at = now,
) => openLink(db, { token, passcode, cookies, address }, at);

async function enter(token: string, at = now): Promise<string> {
  const opened = await knock(token, {}, at);
  assert.ok(opened.opened && opened.visit !== null);
  return `${VISIT_COOKIE}=${opened.visit.cookie}`;
}

const page = (token: string, cookies: string | null, at = now) =>
  showLink({ token, cookies, address: '192.0.2.1' }, undefined, at);

test('the token is kept as a hash alone, and is nowhere in database, trail and answers', async () => {
  const { id, token } = await make();
  const cookie = await enter(token);
  await page(token, cookie);
  const rows = [
    await db.auditLink.findMany(),
    await db.auditLinkVisit.findMany(),
    await db.auditLinkView.findMany(),
    await db.trailRecord.findMany(),
    await db.outbox.findMany(),
    await listLinks({ limit: 50 }, now),
    await getLink(id, now),
  ];
  const text = JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  assert.ok(!text.includes(token) && !text.includes(token.slice(3)));
  assert.ok(!text.includes(cookie.split('=')[1] ?? '-'));
  const kinds = (
    await db.trailRecord.findMany({ where: { subjects: { has: `link:${id}` } }, orderBy: { seq: 'asc' } })
  ).map(({ kind }) => kind);
  assert.deepEqual(kinds, ['link:created', 'link:viewed', 'link:viewed']);
});

test('what is shown is de-identified, and a page loaded anew is not another view', async () => {
  const { id, token } = await make({ viewCap: 1 });
  assert.deepEqual(await page(token, null), { state: 'ask', needsPasscode: false });
  const cookies = await enter(token);
  for (let i = 0; i < 3; i++) {
    const shown = await page(token, cookies);
    assert.ok(shown.state === 'shown');
    assert.deepEqual(shown.content.cases[0]?.facts, {
      site: 'Site A',
      view: null,
      portable: null,
      sex: 'F',
      age: '90+',
      day: null,
    });
    const text = JSON.stringify(shown);
    for (const planted of [instanceId, 'St Planted', 'deadbeef']) assert.ok(!text.includes(planted), planted);
  }
  assert.deepEqual(await knock(token, { cookies }), { opened: true, visit: null });
  assert.equal((await getLink(id, now)).views, 1);
  assert.deepEqual(await page(token, null), { state: 'used-up' });
  assert.equal((await page(token, cookies)).state, 'shown', 'who has it open may stay');
});

test('of forty browsers at once as many get in as the cap allows', async () => {
  const { id, token } = await make({ viewCap: 7 });
  const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => knock(token, { address: `192.0.2.${i}` })));
  assert.equal(answers.filter(({ opened }) => opened).length, 7);
  assert.equal((await getLink(id, now)).views, 7);
  assert.equal(await db.auditLinkVisit.count({ where: { linkId: id } }), 7);
});

test('a passcode has five tries, also when thirty are made at once, and then a quarter of an hour', async () => {
  const { id, token } = await make({ passcode: 'open sesame' });
  assert.deepEqual(await page(token, null), { state: 'ask', needsPasscode: true });
  const tries = await Promise.all(
    Array.from({ length: 30 }, (_, i) => knock(token, { passcode: `guess ${i}`, address: `198.51.100.${i}` })),
  );
  const told = tries.map((answer) => (answer.opened ? 'in' : answer.because));
  assert.equal(told.filter((because) => because === 'wrong-passcode').length, 5);
  assert.equal(told.filter((because) => because === 'locked').length, 25);
  assert.deepEqual(await knock(token, { passcode: 'open sesame' }), { opened: false, because: 'locked' });
  assert.ok((await knock(token, { passcode: 'open sesame' }, later(16 * 60_000))).opened);
  const outcomes = (await listViews(id, { limit: 50 })).rows.map(({ outcome }) => outcome);
  assert.equal(outcomes.filter((outcome) => outcome === 'wrong-passcode').length, 5);
});

test('a link is over at its end, for who has it open too, and unknown ones look like revoked ones', async () => {
  const { id, token } = await make({ days: 1 });
  const cookies = await enter(token, later(DAY - 60_000));
  assert.equal((await page(token, cookies, later(DAY - 1))).state, 'shown');
  assert.deepEqual(await page(token, cookies, later(DAY)), { state: 'expired' });
  assert.deepEqual(await knock(token, {}, later(DAY)), { opened: false, because: 'expired' });
  await revokeLink(id, 'account test', now);
  assert.deepEqual(await page(token, cookies), await page(`al_${'x'.repeat(43)}`, null));
});

test('a visit is good for its own link alone', async () => {
  const [one, other] = [await make(), await make()];
  const cookies = await enter(one.token);
  assert.deepEqual(await page(other.token, cookies), { state: 'ask', needsPasscode: false });
});

test('a frozen link shows what was seen when it was made, and revoking forgets it', async () => {
  const { id, token } = await make({ frozen: true });
  const cookies = await enter(token);
  await db.instance.update({ where: { id: instanceId }, data: { patientSex: 'M' } });
  const shown = await page(token, cookies);
  assert.ok(shown.state === 'shown');
  assert.equal(shown.content.cases[0]?.facts?.sex, 'F');
  await revokeLink(id, 'account test', now);
  assert.equal((await db.auditLink.findUniqueOrThrow({ where: { id } })).frozen, null);
  await db.instance.update({ where: { id: instanceId }, data: { patientSex: 'F' } });
});

test('an open page hears of its revocation within a second, and nothing else', async () => {
  const { id, token } = await make();
  const door = await doorOf(db, token, await enter(token), now);
  assert.ok(door);
  const reader = linkStream(db, token, door, new AbortController().signal).getReader();
  const heard: string[] = [];
  const ended = (async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read())
      heard.push(new TextDecoder().decode(part.value));
    return performance.now();
  })();
  await new Promise((resolve) => setTimeout(resolve, 300));
  await revokeLink(id, 'account test', new Date());
  const revoked = performance.now();
  const took = (await ended) - revoked;
  console.log(`revocation reached the page after ${took.toFixed(0)} ms`);
  assert.ok(took < 1_000);
  assert.equal(heard.at(-1), 'event: closed\ndata: -\n\n');
  assert.ok(heard.every((text) => /^event: (alive|closed|changed)\ndata: -\n\n$/.test(text)));
});

test('links to nothing are not made, and policies of other fields are refused', async () => {
  await assert.rejects(
    make({ subject: { scope: 'case', instanceId: randomUUID() } }),
    (error) => error instanceof AppError && error.code === 'not-found',
  );
  assert.equal(newLink.safeParse({ label: 'x', subject: { scope: 'case', instanceId }, days: 91 }).success, false);
  assert.equal(
    newLink.safeParse({ label: 'x', subject: { scope: 'case', instanceId }, policy: { names: true } }).success,
    false,
  );
});

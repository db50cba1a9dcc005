import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { openDb } from '@/server/db/client';
import { changeSetting } from '@/server/queries/settingStore';
import { testDatabase } from '@/server/testing/database';
import { changeChannel, createChannel, deliveryPaging, listDeliveries, testChannel } from './channels';
import { type DeliverContext, deliver, MOST_TRIES, waitAfter } from './deliver';
import { queueDeliveries } from './queueDeliveries';
import { QUIET_SETTING } from './quietHours';
import { sendWebhook } from './sendWebhook';

const db = openDb(await testDatabase());
type Got = { headers: IncomingHttpHeaders; body: string; path: string };
const got: Got[] = [];
const mails: string[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const web = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    got.push({ headers: request.headers, body: Buffer.concat(parts).toString(), path: request.url ?? '' });
    answer(request, response);
  });
});
const mail = new SMTPServer({
  ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false },
  onData(stream, _session, done) {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      mails.push(Buffer.concat(parts).toString());
      done();
    });
  },
});
const portOf = (address: string | AddressInfo | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;
const hook = (path = '/hook') => `http://127.0.0.1:${portOf(web.address())}${path}`;

let now = new Date('2026-11-23T12:00:00Z');
let context: DeliverContext;
before(async () => {
  await new Promise<void>((listening) => web.listen(0, '127.0.0.1', listening));
  await new Promise<void>((listening) => mail.listen(0, '127.0.0.1', listening));
  const smtp = { url: `smtp://127.0.0.1:${portOf(mail.server.address())}`, from: 'sightline@example.org' };
  context = { db, now: () => now, webhooks: { networks: ['127.0.0.0/8'], limitMs: 500 }, smtp };
});
beforeEach(() => {
  got.length = 0;
  mails.length = 0;
  now = new Date('2026-11-23T12:00:00Z');
  answer = (_request, response) => response.writeHead(204).end();
});
after(async () => {
  web.closeAllConnections();
  await Promise.all([new Promise((done) => web.close(done)), new Promise<void>((done) => mail.close(done))]);
  await db.$disconnect();
});

const who = () => ({ by: 'account test', now });
const message = (title: string) => ({ title, text: 'Mean 62 %.', link: '/alarms/1', facts: { site: 'North', n: 240 } });
const tell = (title: string) => db.$transaction((tx) => queueDeliveries(tx, 'alarm:raised', message(title), now));
const webhook = async (events: ('alarm:raised' | 'alarm:ended')[] = ['alarm:raised']) => {
  await db.channel.updateMany({ data: { enabled: false } });
  return createChannel({ kind: 'webhook', name: 'Hook', target: hook(), events }, who(), db);
};
const log = async (id: string) => (await listDeliveries(id, deliveryPaging.parse({}), db)).rows;

test('a webhook gets a signed body that a receiver can check, and its address and secret are told to nobody', async () => {
  const { channel, secret } = await webhook();
  await tell('Outside share of Edema');
  await deliver(context, channel.id);
  const [first] = got;
  assert.ok(first !== undefined && secret !== null);
  const { id, type, facts } = JSON.parse(first.body);
  assert.deepEqual([type, facts], ['alarm:raised', { site: 'North', n: 240 }]);
  assert.equal(first.headers['webhook-id'], id);
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${id}.${first.headers['webhook-timestamp']}.${first.body}`;
  assert.equal(first.headers['webhook-signature'], `v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  assert.equal(Number(first.headers['webhook-timestamp']) * 1000, now.getTime());
  assert.ok(!channel.target.includes('/hook'));
  const trail = await db.$queryRaw<{ content: string }[]>`select content from trail_record`;
  assert.ok(trail.length > 0 && !trail.some(({ content }) => content.includes(secret) || content.includes('/hook')));
  await deliver(context, channel.id);
  assert.equal(got.length, 1);
});

test('what fails is tried again, later each time, and given up after eight tries', async () => {
  const { channel } = await webhook();
  answer = (_request, response) => response.writeHead(500).end('DOE^JANE');
  await tell('Fails');
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    await deliver(context, channel.id);
    await deliver(context, channel.id);
    assert.equal(got.length, tries);
    now = new Date(now.getTime() + waitAfter(tries) + 1);
  }
  const [row] = await log(channel.id);
  assert.deepEqual([row?.state, row?.attempts, row?.lastOutcome], ['failed', 8, 'http-500']);
  await deliver(context, channel.id);
  assert.equal(got.length, MOST_TRIES);
  const jobs = await db.$queryRaw<{ n: number }[]>`
    select count(*)::int as n from graphile_worker.jobs where key = ${`deliver:${channel.id}`}`;
  assert.equal(jobs[0]?.n, 1);
});

test('a redirect is not followed, an answer that does not come is not waited for, and bodies are not kept', async () => {
  const { channel } = await webhook();
  answer = (_request, response) => response.writeHead(302, { location: hook('/elsewhere') }).end();
  await tell('Redirects');
  await deliver(context, channel.id);
  assert.deepEqual(
    got.map(({ path }) => path),
    ['/hook'],
  );
  assert.equal((await log(channel.id))[0]?.lastOutcome, 'http-302');
  answer = () => undefined;
  assert.deepEqual(await sendWebhook(hook(), '{}', {}, context.webhooks), { ok: false, outcome: 'timeout' });
  const kept = await db.$queryRaw<
    { n: number }[]
  >`select count(*)::int as n from delivery where delivery::text like '%DOE%'`;
  assert.equal(kept[0]?.n, 0);
});

test('private addresses are refused, also behind a name, and the connection goes to the address that was judged', async () => {
  const closed = { networks: [] };
  const outcome = async (target: string, resolve?: (host: string) => Promise<{ address: string; family: number }[]>) =>
    (await sendWebhook(target, '{}', {}, { ...closed, ...(resolve !== undefined && { resolve }) })).outcome;
  const named =
    (...addresses: string[]) =>
    async () =>
      addresses.map((address) => ({ address, family: 4 }));
  assert.equal(await outcome(hook()), 'address-not-allowed');
  assert.equal(await outcome(hook().replace('127.0.0.1', '[::ffff:127.0.0.1]')), 'address-not-allowed');
  assert.equal(await outcome('https://2130706433/'), 'address-not-allowed');
  assert.equal(await outcome('https://a.example/', named('169.254.169.254')), 'address-not-allowed');
  assert.equal(await outcome('https://a.example/', named('1.1.1.1', '10.0.0.1')), 'address-not-allowed');
  assert.equal(await outcome('http://a.example/', named('1.1.1.1')), 'address-not-allowed');
  assert.equal(got.length, 0);
  // A name that would point elsewhere the second time is asked once.
  let asked = 0;
  const rebinding = async () => {
    asked += 1;
    return [{ address: asked === 1 ? '127.0.0.1' : '127.9.9.9', family: 4 }];
  };
  const target = hook().replace('127.0.0.1', 'rebind.example');
  const sent = await sendWebhook(target, '{}', {}, { networks: ['127.0.0.1'], resolve: rebinding });
  assert.deepEqual([sent, asked, got[0]?.headers.host], [{ ok: true, outcome: 'http-204' }, 1, new URL(target).host]);
});

test('a mailbox is told by the mail server, and without one the log says so', async () => {
  await db.channel.updateMany({ data: { enabled: false } });
  const draft = { kind: 'email', name: 'Desk', target: 'desk@example.org', events: ['alarm:raised'] } as const;
  const { channel, secret } = await createChannel({ ...draft, events: [...draft.events] }, who(), db);
  assert.equal(secret, null);
  await tell('Outside share of Edema at North');
  await deliver(context, channel.id);
  assert.equal(mails.length, 1);
  assert.match(mails[0] ?? '', /Subject: Sightline: Outside share of Edema at North[\s\S]*Mean 62 =?/);
  await tell('Again');
  await deliver({ ...context, smtp: null }, channel.id);
  const outcomes = (await log(channel.id)).map(({ lastOutcome }) => lastOutcome);
  assert.deepEqual(outcomes.sort(), ['smtp-250', 'smtp-not-set']);
});

test('quiet hours hold messages back and tell them as one summary, but a test and what may pass go out', async () => {
  const { channel } = await webhook(['alarm:raised', 'alarm:ended']);
  const quiet = { enabled: true, from: '22:00', to: '07:00', zone: 'Europe/Berlin', pass: ['alarm:ended'] };
  await db.$transaction((tx) => changeSetting(tx, QUIET_SETTING, quiet, 'nights', 'account test', now));
  now = new Date('2026-11-23T22:00:00Z');
  for (const title of ['One', 'Two', 'Three']) await tell(title);
  await db.$transaction((tx) => queueDeliveries(tx, 'alarm:ended', message('Over'), now));
  await testChannel(channel.id, who(), db);
  await deliver(context, channel.id);
  assert.deepEqual(got.map(({ body }) => JSON.parse(body).title).toSorted(), ['A test', 'Over']);
  now = new Date('2026-11-24T06:00:00Z');
  await deliver(context, channel.id);
  assert.equal(got.length, 3);
  const summary = JSON.parse(got[2]?.body ?? '{}');
  assert.equal(summary.type, 'summary');
  assert.deepEqual(
    summary.messages.map(({ title }: { title: string }) => title),
    ['One', 'Two', 'Three'],
  );
  const states = (await log(channel.id)).map(({ state }) => state).toSorted();
  assert.deepEqual(states, ['delivered', 'delivered', 'delivered', 'summarised', 'summarised', 'summarised']);
});

test('a channel that is off is told nothing, and what waited for it is given up', async () => {
  const { channel } = await webhook();
  now = new Date('2026-11-24T12:00:00Z');
  await tell('Waits');
  await changeChannel(channel.id, { enabled: false }, who(), db);
  await deliver(context, channel.id);
  await tell('Not for it');
  assert.equal(got.length, 0);
  assert.deepEqual(
    (await log(channel.id)).map(({ state, lastOutcome }) => [state, lastOutcome]),
    [['failed', 'channel-off']],
  );
});

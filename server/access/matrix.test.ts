import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, mock, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { io as connect } from 'socket.io-client';
import { register } from 'tsx/esm/api';
import { adoptDb, openDb } from '@/server/db/client';
import { startSockets } from '@/server/live/sockets';
import { filesBelow } from '@/server/start/sourceHash';
import { testDatabase } from '@/server/testing/database';
import {
  EXPECTED_ACTIONS,
  EXPECTED_CALLS,
  EXPECTED_EVENTS,
  EXPECTED_PAGES,
  PEOPLE_ONLY,
} from '@/server/testing/expectedAccess';
import { gate } from './gate';
import { PRINCIPAL_HEADER, ROLE_SCOPES, ROLES, SCOPES, type Scope } from './principal';
import { SESSION_COOKIE } from './sessionCookie';
import { hashToken } from './token';

// Every route, page, server action and socket event × everybody who may knock, through the real gate and handlers.

// Routes are found in the folders and loaded as their sources, however this file itself was.
register();

const root = join(import.meta.dirname, '../..');
const url = await testDatabase();
const db = openDb(url);
adoptDb(db);
after(() => db.$disconnect());
// Handlers that are let in find an empty database, and some say so.
for (const name of ['error', 'warn'] as const) mock.method(console, name, () => undefined);

const SAMPLE = '00000000-0000-4000-8000-000000000000';
const LATER = new Date(Date.now() + 3_600_000);
const EARLIER = new Date(Date.now() - 3_600_000);

/** Who knocks: the headers that they send, and what they may do. */
type Caller = { name: string; headers: Record<string, string>; scopes: readonly Scope[]; person: boolean };

const cookieOf = (name: string): string => `ss_${name.replaceAll(/\W/g, '-')}`;
const asPerson = (name: string, scopes: readonly Scope[]): Caller => ({
  name,
  headers: { cookie: `${SESSION_COOKIE}=${cookieOf(name)}`, host: 'audit', origin: 'http://audit' },
  scopes,
  person: true,
});
const asKey = (name: string, scopes: readonly Scope[]): Caller => ({
  name,
  headers: { authorization: `Bearer sl_${name}` },
  scopes,
  person: false,
});

const PEOPLE = [...ROLES, 'expired', 'disabled'] as const;
const CALLERS: readonly Caller[] = [
  { name: 'stranger', headers: {}, scopes: [], person: false },
  asPerson('expired', []),
  asPerson('disabled', []),
  ...ROLES.map((role) => asPerson(role, ROLE_SCOPES[role])),
  ...SCOPES.map((scope) => asKey(`only-${scope}`, [scope])),
  asKey('revoked', []),
  asKey('over', []),
];

const ids = new Map<string, string>(PEOPLE.map((name) => [name, randomUUID()]));

async function makeCallers(): Promise<void> {
  for (const [name, id] of ids) {
    const role = ROLES.find((known) => known === name) ?? 'admin';
    const disabledAt = name === 'disabled' ? EARLIER : null;
    await db.account.create({ data: { id, name, email: `${name}@example.org`, role, disabledAt } });
  }
  for (const { name, headers, scopes } of CALLERS.filter(({ headers }) => headers.authorization !== undefined)) {
    const stored = scopes.length > 0 ? [...scopes] : [...SCOPES];
    const sha256 = hashToken(headers.authorization?.slice('Bearer '.length) ?? '');
    const ended = { revokedAt: name === 'revoked' ? EARLIER : null, expiresAt: name === 'over' ? EARLIER : null };
    await db.apiKey.create({ data: { sha256, name, scopes: stored, ...ended } });
  }
}

/** Some calls end sessions or disable who calls: before each everybody is as they were. */
async function revive(): Promise<void> {
  const tokens = [...ids].map(([name, accountId]) => ({
    id: accountId,
    accountId,
    token: hashToken(cookieOf(name)),
    expiresAt: name === 'expired' ? EARLIER : LATER,
    seenAt: new Date(),
  }));
  await db.session.createMany({ data: tokens, skipDuplicates: true });
}

/** The entries of a table by what they need. */
function expectedOf(table: Record<string, string>, entry: RegExp): Map<string, string> {
  const expected = new Map<string, string>();
  for (const [scope, text] of Object.entries(table))
    for (const [found] of text.matchAll(entry)) {
      assert.equal(expected.has(found), false, `twice in the table: ${found}`);
      expected.set(found, scope);
    }
  return expected;
}

const urlOf = (pattern: string): string => pattern.replaceAll(/\[\w+\]/g, SAMPLE);
const patternOf = (file: string, end: string): string =>
  file.slice('app'.length, -end.length).replaceAll(/\/\([^)]+\)/g, '') || '/';

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** What a caller is told: passed by the gate and the handler, or turned away by one of them. */
async function isLetIn(caller: Caller, method: string, path: string, handler: Handler | null): Promise<boolean> {
  const verdict = await gate(db, { method, headers: caller.headers }, path);
  if (!verdict.pass || handler === null) return verdict.pass;
  const headers = new Headers(caller.headers);
  if (verdict.principal !== null) headers.set(PRINCIPAL_HEADER, JSON.stringify(verdict.principal));
  const request = new Request(`http://audit${path}`, { method, headers, ...(method !== 'GET' && { body: '' }) });
  const params = Object.fromEntries([...path.matchAll(new RegExp(SAMPLE, 'g'))].map((_, i) => [`p${i}`, SAMPLE]));
  const named = new Proxy(params, { get: () => SAMPLE, has: () => true });
  const answer = await handler(request, { params: Promise.resolve(named) });
  await answer.body?.cancel();
  return answer.status !== 401 && answer.status !== 403;
}

await makeCallers();
let tried = 0;

test('every method of every route lets in who it should, and nobody else', async () => {
  const expected = expectedOf(EXPECTED_CALLS, /[A-Z]+ \/\S+/g);
  const peopleOnly = new Set(PEOPLE_ONLY.match(/[A-Z]+ \/\S+/g));
  const wrong: string[] = [];
  const files = filesBelow(root, 'app').filter((file) => file.endsWith('/route.ts') && !file.startsWith('app/l/'));
  const found = new Set<string>();
  for (const file of files) {
    const source = readFileSync(join(root, file), 'utf8');
    const loaded: Record<string, unknown> = await import(pathToFileURL(join(root, file)).href);
    for (const [, method = ''] of source.matchAll(/^export (?:const|(?:async )?function) ([A-Z]+)\b/gm)) {
      const call = `${method} ${patternOf(file, '/route.ts')}`;
      found.add(call);
      const scope = expected.get(call);
      if (scope === undefined) {
        wrong.push(`no rule in server/testing/expectedAccess.ts: ${call}`);
        continue;
      }
      const declared = new RegExp(`^export const ${method} = (?:route\\('(\\w+)'|(openRoute))`, 'm').exec(source);
      if (declared !== null && (declared[1] ?? 'open') !== scope)
        wrong.push(`${call} declares ${declared[1]}, not ${scope}`);
      const handler = loaded[method];
      assert.ok(typeof handler === 'function', call);
      for (const caller of CALLERS) {
        await revive();
        const may =
          scope === 'open' || (caller.scopes.some((own) => own === scope) && (caller.person || !peopleOnly.has(call)));
        const ask: Handler = (request, context) => Reflect.apply(handler, undefined, [request, context]);
        // The handlers of the sign-in turn away by themselves; of them the gate is asked.
        const letIn = await isLetIn(caller, method, urlOf(patternOf(file, '/route.ts')), scope === 'open' ? null : ask);
        tried += 1;
        if (letIn !== may) wrong.push(`${call}: ${caller.name} is ${letIn ? 'let in' : 'turned away'}`);
      }
    }
  }
  for (const call of expected.keys()) if (!found.has(call)) wrong.push(`in the table, but no route: ${call}`);
  assert.deepEqual(wrong, []);
});

test('every page is shown to who it should be, and to nobody else', async () => {
  const expected = expectedOf(EXPECTED_PAGES, /\/\S*/g);
  const files = filesBelow(root, 'app').filter((file) => /\/page\.tsx$/.test(file) && !file.startsWith('app/l/'));
  const pages = files.map((file) => patternOf(file, '/page.tsx'));
  assert.deepEqual([...pages].sort(), [...expected.keys()].sort(), 'pages, and those that have a rule');
  await revive();
  const wrong: string[] = [];
  for (const [page, scope] of expected)
    for (const caller of CALLERS) {
      const may = scope === 'open' || caller.scopes.some((own) => own === scope);
      const letIn = await isLetIn(caller, 'GET', urlOf(page), null);
      tried += 1;
      if (letIn !== may) wrong.push(`${page}: ${caller.name} is ${letIn ? 'let in' : 'turned away'}`);
    }
  assert.deepEqual(wrong, []);
});

test('there is no server action without a rule', () => {
  const actions = ['app', 'server']
    .flatMap((folder) => filesBelow(root, folder))
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'))
    .filter((file) => /^\s*['"]use server['"]/m.test(readFileSync(join(root, file), 'utf8')));
  assert.deepEqual(actions, EXPECTED_ACTIONS);
});

test('a socket is opened for who may read, knows no other event, and is cut off with its session', async () => {
  const events = /export type ClientEvents = \{(.*?)^\};/ms.exec(
    readFileSync(join(root, 'server/live/events.ts'), 'utf8'),
  )?.[1];
  const names = [...(events ?? '').matchAll(/^ {2}(\w+): \(/gm)].map(([, name = '']) => name);
  assert.deepEqual(names, Object.keys(EXPECTED_EVENTS));
  await revive();
  const http = createServer();
  const sockets = await startSockets(http, db, url);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  // An address of a TCP server, not a pipe.
  const { port } = http.address() as AddressInfo;
  const open = (headers: Record<string, string>) =>
    connect(`http://127.0.0.1:${port}`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: { ...headers, ...(headers.origin !== undefined && { origin: `http://127.0.0.1:${port}` }) },
    });
  const wrong: string[] = [];
  for (const [event, scope] of Object.entries(EXPECTED_EVENTS))
    for (const caller of CALLERS) {
      const { host: _, ...headers } = caller.headers;
      const socket = open(headers);
      const letIn = await new Promise<boolean>((resolve) => {
        socket.once('connect', () =>
          socket.emit(event, { room: 'all', since: 0 }, (answer: object) => resolve('seq' in answer)),
        );
        socket.once('connect_error', () => resolve(false));
      });
      socket.close();
      tried += 1;
      if (letIn !== caller.scopes.includes(scope))
        wrong.push(`${event}: ${caller.name} is ${letIn ? 'let in' : 'turned away'}`);
    }
  assert.deepEqual(wrong, []);
  const { host: _, ...headers } = asPerson('viewer', []).headers;
  const viewer = open(headers);
  await new Promise<void>((resolve) => viewer.once('connect', () => resolve()));
  const cut = new Promise<void>((resolve) => viewer.once('disconnect', () => resolve()));
  await db.$transaction(async (tx) => {
    await tx.session.deleteMany({ where: { token: hashToken(cookieOf('viewer')) } });
    await tx.$executeRaw`select pg_notify('sightline_access', '')`;
  });
  await cut;
  await sockets.stop();
});

after(() => process.stdout.write(`access matrix: ${tried} combinations of ${CALLERS.length} callers tried\n`));

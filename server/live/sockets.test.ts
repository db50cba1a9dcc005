import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { io as connect, type Socket } from 'socket.io-client';
import { ensureApiKey } from '@/server/access/apiKey';
import { openDb } from '@/server/db/client';
import { testDatabase } from '@/server/testing/database';
import type { ClientEvents, ServerEvents, Subscription } from './events';
import { SOCKET_LIMITS } from './socketLimits';
import { startSockets } from './sockets';

const url = await testDatabase();
const db = openDb(url);
const http = createServer();
const limits = { ...SOCKET_LIMITS, sockets: 3, packets: 20, rooms: 4 };
const { key } = await ensureApiKey(db, undefined);
const sockets = await startSockets(http, db, url, limits);
await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
// An address of a TCP server, not a pipe.
const { port } = http.address() as AddressInfo;
const opened: Socket<ServerEvents, ClientEvents>[] = [];
after(async () => {
  for (const socket of opened) socket.close();
  await sockets.stop();
  await db.$disconnect();
});

function browser(transport: 'websocket' | 'polling' = 'websocket'): Socket<ServerEvents, ClientEvents> {
  const socket: Socket<ServerEvents, ClientEvents> = connect(`http://127.0.0.1:${port}`, {
    transports: [transport],
    reconnection: false,
    forceNew: true,
    extraHeaders: { authorization: `Bearer ${key}` },
  });
  opened.push(socket);
  return socket;
}

const outcome = (socket: Socket<ServerEvents, ClientEvents>, name: 'connect' | 'connect_error' | 'disconnect') =>
  new Promise<void>((resolve) => socket.once(name, () => resolve()));

const subscribe = (socket: Socket<ServerEvents, ClientEvents>, room: string) =>
  new Promise<Subscription | { error: string }>((resolve) => {
    // What a hostile page would send: names that the contract does not know.
    socket.emit('subscribe', { room: room as 'all', since: 0 }, resolve);
  });

test('a connection that floods is ended, another one lives on', async () => {
  const [calm, loud] = [browser(), browser('polling')];
  await Promise.all([outcome(calm, 'connect'), outcome(loud, 'connect')]);
  const ended = outcome(loud, 'disconnect');
  for (let i = 0; i < 200; i++) loud.emit('subscribe', { room: 'all', since: 0 }, () => undefined);
  await ended;
  assert.ok('seq' in (await subscribe(calm, 'all')));
  calm.close();
});

test('rooms of one connection are few, and odd ones are refused', async () => {
  const socket = browser();
  await outcome(socket, 'connect');
  const rooms = Array.from({ length: 6 }, (_, i) => `instance:00000000-0000-4000-8000-00000000000${i}`);
  const answers: boolean[] = [];
  for (const room of rooms) answers.push('seq' in (await subscribe(socket, room)));
  assert.deepEqual(answers, [true, true, true, true, false, false]);
  assert.ok('error' in (await subscribe(socket, '../etc')));
  socket.close();
});

test('more connections than may be are refused', async () => {
  const three = [browser(), browser(), browser()];
  await Promise.all(three.map((socket) => outcome(socket, 'connect')));
  await outcome(browser(), 'connect_error');
  for (const socket of three) socket.close();
});

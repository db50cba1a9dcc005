import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { io as connect, type Socket } from 'socket.io-client';
import { ensureApiKey } from '@/server/access/apiKey';
import { openDb } from '@/server/db/client';
import { testDatabase } from '@/server/testing/database';
import type { ClientEvents, ServerEvents } from './events';
import { appendEvents } from './outbox';
import { startSockets } from './sockets';

const url = await testDatabase();
const db = openDb(url);
const http = createServer();
const { key } = await ensureApiKey(db, undefined);
const sockets = await startSockets(http, db, url);
await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
// An address of a TCP server, not a pipe.
const { port } = http.address() as AddressInfo;
after(async () => {
  await sockets.stop();
  await db.$disconnect();
});

/** Subscribes from 0, and answers the numbers in the order in which they came, up to `count`. */
function numbersSeen(count: number): Promise<number[]> {
  const seen: number[] = [];
  const socket: Socket<ServerEvents, ClientEvents> = connect(`http://127.0.0.1:${port}`, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { authorization: `Bearer ${key}` },
  });
  return new Promise((resolve) => {
    const note = (numbers: number[]): void => {
      seen.push(...numbers);
      if (seen.length < count) return;
      socket.close();
      resolve(seen);
    };
    socket.on('events', (events) => note(events.map(({ seq }) => seq)));
    socket.on('connect', () => {
      socket.emit('subscribe', { room: 'all', since: 0 }, (answer) => {
        note('missed' in answer ? answer.missed.map(({ seq }) => seq) : [-1]);
      });
    });
  });
}

test('whoever subscribes while events are written gets each once, and in order', async () => {
  let writing = true;
  const writer = (async () => {
    while (writing) await db.$transaction((tx) => appendEvents(tx, [{ type: 'truth:recorded', payload: {} }]));
  })();
  const count = 60;
  const browsers: Promise<number[]>[] = [];
  for (let i = 0; i < 25; i++) {
    browsers.push(numbersSeen(count));
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  const expected = Array.from({ length: count }, (_, i) => i + 1);
  for (const seen of await Promise.all(browsers)) assert.deepEqual(seen.slice(0, count), expected);
  writing = false;
  await writer;
});

import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import { z } from 'zod';
import type { ClientEvents, LiveEvent, ServerEvents } from '@/server/live/events';

// One process of open browsers, as far as the stream goes: subscribes, checks the order, and measures the delay.

const { url, key, count } = z
  .object({ url: z.string(), key: z.string(), count: z.number() })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

/** Receipts by whole milliseconds since the event's own time; the last one holds all that took longer. */
const delays = new Uint32Array(10_001);
const totals = { received: 0, gaps: 0, repeats: 0, lost: 0, resets: 0 };

function take(event: LiveEvent, last: number): number {
  const delay = Date.now() - Date.parse(event.at);
  totals.received += 1;
  if (event.seq <= last) totals.repeats += 1;
  else totals.gaps += event.seq - last - 1;
  const bin = Math.min(delays.length - 1, Math.max(0, delay));
  delays[bin] = (delays[bin] ?? 0) + 1;
  return Math.max(last, event.seq);
}

/** Resolves when the socket is subscribed. */
function open(): Promise<void> {
  const socket: Socket<ServerEvents, ClientEvents> = io(url, {
    forceNew: true,
    reconnection: false,
    transports: ['websocket'],
    extraHeaders: { authorization: `Bearer ${key}` },
  });
  let last = 0;
  return new Promise((resolve, reject) => {
    socket.on('connect_error', reject);
    socket.on('disconnect', () => {
      totals.lost += 1;
    });
    socket.on('event', (event) => {
      last = take(event, last);
    });
    socket.on('connect', () => {
      socket.emit('subscribe', { room: 'all', since: 0 }, (answer) => {
        if ('error' in answer) return reject(new Error(answer.error));
        last = answer.seq;
        if (answer.reset) totals.resets += 1;
        resolve();
      });
    });
  });
}

for (let i = 0; i < count; i += 25) await Promise.all(Array.from({ length: Math.min(25, count - i) }, open));
process.send?.({ ready: true });
process.on('message', (asked) => {
  if (asked === 'reset') delays.fill(0);
  if (asked === 'report') process.send?.({ ...totals, delays: [...delays] });
});
process.once('disconnect', () => process.exit(0));

import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import { z } from 'zod';
import type { ClientEvents, LiveEvent, ServerEvents } from '@/server/live/events';

// One process of open browsers, as far as the stream goes: subscribes, checks the order, and measures the delay.

const { url, key, count, events } = z
  .object({ url: z.string(), key: z.string(), count: z.number(), events: z.number() })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

/** Of each socket, by sequence number: milliseconds from the begin of the event's transaction to its receipt. */
const receipts: Uint16Array[] = [];
const NEVER = 65_535;
const totals = { received: 0, gaps: 0, repeats: 0, lost: 0, resets: 0 };

function take(event: LiveEvent, last: number, own: Uint16Array): number {
  own[event.seq] = Math.min(NEVER - 1, Math.max(0, Date.now() - Date.parse(event.at)));
  totals.received += 1;
  if (event.seq <= last) totals.repeats += 1;
  else totals.gaps += event.seq - last - 1;
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
  const own = new Uint16Array(events + 1).fill(NEVER);
  receipts.push(own);
  return new Promise((resolve, reject) => {
    socket.on('connect_error', reject);
    socket.on('disconnect', () => {
      totals.lost += 1;
    });
    socket.on('events', (events) => {
      for (const event of events) last = take(event, last, own);
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
/** Receipts by whole milliseconds after the commit; `took` says how long after its begin each transaction committed. */
process.on('message', (took: number[]) => {
  const delays = new Uint32Array(10_001);
  for (const own of receipts) {
    own.forEach((receipt, seq) => {
      if (receipt === NEVER) return;
      const delay = Math.min(10_000, Math.max(0, Math.round(receipt - (took[seq] ?? 0))));
      delays[delay] = (delays[delay] ?? 0) + 1;
    });
  }
  process.send?.({ ...totals, delays: [...delays] });
});
process.once('disconnect', () => process.exit(0));

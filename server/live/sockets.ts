import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import { z } from 'zod';
import { gate } from '@/server/access/gate';
import type { Db } from '@/server/db/client';
import type { ClientEvents, LiveEvent, Room, ServerEvents, Subscription } from './events';
import { readEvents } from './outbox';
import { startRelay } from './relay';

/** A browser that missed more than this loads its page anew instead. */
const MAX_MISSED = 1_000;

const subscribeRequest = z.object({
  room: z.union([z.literal('all'), z.templateLiteral(['instance:', z.uuid()])]),
  since: z.number().int().min(0),
});

export type Sockets = { stop(): Promise<void> };

/** Serves live events on the HTTP server's own port; only to sessions and keys that the gate lets in. */
export async function startSockets(http: HttpServer, db: Db, databaseUrl: string): Promise<Sockets> {
  const io = new Server<ClientEvents, ServerEvents>(http, {
    path: '/socket.io/',
    serveClient: false,
    maxHttpBufferSize: 10_000,
    allowRequest: (request, answer) => {
      allowed(db, request).then(
        (pass) => answer(pass ? null : 'unauthorized', pass),
        () => answer('unavailable', false),
      );
    },
  });
  const relay = await startRelay(db, databaseUrl, (event) => {
    io.to(roomsOf(event)).emit('event', event);
  });
  io.on('connection', (socket) => {
    socket.on('subscribe', (request, answer) => {
      if (typeof answer !== 'function') return;
      const parsed = subscribeRequest.safeParse(request);
      if (!parsed.success) return answer({ error: 'subscribe: send {room: "all" | "instance:<id>", since: number}' });
      void Promise.resolve(socket.join(parsed.data.room))
        .then(() => catchUp(db, relay.seq(), parsed.data))
        .then(answer, () => answer({ error: 'unavailable' }));
    });
  });
  return {
    async stop() {
      await relay.stop();
      await io.close();
    },
  };
}

async function allowed(db: Db, request: IncomingMessage): Promise<boolean> {
  const verdict = await gate(db, request, '/socket.io/');
  return verdict.pass && (verdict.principal?.scopes.includes('read') ?? false);
}

const roomsOf = ({ payload }: LiveEvent): Room[] =>
  payload.instanceId === undefined ? ['all'] : ['all', `instance:${payload.instanceId}`];

/**
 * What a browser missed, up to the relay's place when it joined the room: all after that comes by the room. The
 * browser drops what it gets twice, by sequence number.
 */
async function catchUp(db: Db, seq: number, { room, since }: { room: Room; since: number }): Promise<Subscription> {
  // A number from the future comes from another database (restored, or made anew).
  if (since > seq || seq - since > MAX_MISSED) return { seq, missed: [], reset: true };
  const events = await readEvents(db, since, seq, MAX_MISSED);
  return { seq, missed: events.filter((event) => roomsOf(event).includes(room)), reset: false };
}

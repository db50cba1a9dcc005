import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import { z } from 'zod';
import { ACCESS_CHANNEL } from '@/server/access/accessChannel';
import { gate } from '@/server/access/gate';
import type { Principal } from '@/server/access/principal';
import { whoStand } from '@/server/access/standing';
import type { Db } from '@/server/db/client';
import type { ClientEvents, LiveEvent, Room, ServerEvents, Subscription } from './events';
import { startListening } from './listen';
import { readEvents } from './outbox';
import { startRelay } from './relay';
import { hasRoom, limitConnection, SOCKET_LIMITS, type SocketLimits } from './socketLimits';

/** A browser that missed more than this loads its page anew instead. */
const MAX_MISSED = 1_000;

/** Sessions and keys that come to their end by themselves are noticed this late; those that are ended, at once. */
const STANDING_MS = 30_000;

const subscribeRequest = z.object({
  room: z.union([z.literal('all'), z.templateLiteral(['instance:', z.uuid()])]),
  since: z.number().int().min(0),
});

export type Sockets = { stop(): Promise<void> };

/** Serves live events on the HTTP server's own port; only to sessions and keys that the gate lets in. */
export async function startSockets(
  http: HttpServer,
  db: Db,
  databaseUrl: string,
  limits: SocketLimits = SOCKET_LIMITS,
): Promise<Sockets> {
  const callers = new WeakMap<IncomingMessage, Principal>();
  const io = new Server<ClientEvents, ServerEvents>(http, {
    path: '/socket.io/',
    serveClient: false,
    maxHttpBufferSize: 10_000,
    allowRequest: (request, answer) => {
      // Only a new connection has no id yet; the others are asked again too, as the key may have been taken away.
      if (!request.url?.includes('sid=') && !hasRoom(io, limits)) return answer('too many connections', false);
      callerOf(db, request).then(
        (principal) => {
          if (principal !== null) callers.set(request, principal);
          answer(principal === null ? 'unauthorized' : null, principal !== null);
        },
        () => answer('unavailable', false),
      );
    },
  });
  const relay = await startRelay(db, databaseUrl, (events) => {
    io.to('all').emit('events', events);
    // One by one, since a browser in several of these rooms must still get them in order.
    for (const event of events) {
      const rooms = roomsOf(event).filter((room) => room !== 'all');
      if (rooms.length > 0) io.to(rooms).except('all').emit('events', [event]);
    }
  });
  /** Cuts off who may not listen any more. */
  const recheck = async (): Promise<void> => {
    const open = [...io.sockets.sockets.values()].map((socket) => ({ socket, caller: callers.get(socket.request) }));
    const stands = await whoStand(
      db,
      open.flatMap(({ caller }) => caller ?? []),
    );
    for (const { socket, caller } of open) if (caller === undefined || !stands(caller)) socket.conn.close();
  };
  const look = (): void =>
    void recheck().catch((error: unknown) => console.warn(`sockets: not looked at anew: ${String(error)}`));
  const listener = startListening(databaseUrl, ACCESS_CHANNEL, look);
  const timer = setInterval(look, STANDING_MS);
  io.on('connection', (socket) => {
    limitConnection(socket.conn, limits);
    socket.on('subscribe', (request, answer) => {
      if (typeof answer !== 'function') return;
      const parsed = subscribeRequest.safeParse(request);
      if (!parsed.success) return answer({ error: 'subscribe: send {room: "all" | "instance:<id>", since: number}' });
      if (socket.rooms.size > limits.rooms) return answer({ error: `subscribe: at most ${limits.rooms} rooms` });
      const { room, since } = parsed.data;
      catchUp(db, relay.seq, parsed.data, (subscription) => {
        // In one go: no event can come by the room before the answer has left.
        void socket.join(room);
        answer(subscription);
      }).catch((error: unknown) => {
        console.warn(`sockets: events after ${since} not read: ${String(error)}`);
        answer({ error: 'unavailable' });
      });
    });
  });
  return {
    async stop() {
      clearInterval(timer);
      await listener.stop();
      await relay.stop();
      await io.close();
    },
  };
}

/** Who asks to listen; null when they may not. */
async function callerOf(db: Db, request: IncomingMessage): Promise<Principal | null> {
  const verdict = await gate(db, request, '/socket.io/');
  return verdict.pass && verdict.principal?.scopes.includes('read') ? verdict.principal : null;
}

const roomsOf = ({ payload }: LiveEvent): Room[] =>
  payload.instanceId === undefined ? ['all'] : ['all', `instance:${payload.instanceId}`];

/**
 * Hands what a browser missed to `join`, up to the relay's place at that very moment: all after that comes by the room,
 * so the browser gets every event in order. Events that the relay hands on meanwhile are read, too.
 */
async function catchUp(
  db: Db,
  newest: () => number,
  { room, since }: { room: Room; since: number },
  join: (subscription: Subscription) => void,
): Promise<void> {
  const missed: LiveEvent[] = [];
  for (let read = since; ; ) {
    const seq = newest();
    // A number from the future comes from another database (restored, or made anew).
    if (since > seq || seq - since > MAX_MISSED) return join({ seq, missed: [], reset: true });
    if (read === seq) return join({ seq, missed, reset: false });
    const events = await readEvents(db, read, seq, MAX_MISSED);
    missed.push(...events.filter((event) => roomsOf(event).includes(room)));
    read = seq;
  }
}

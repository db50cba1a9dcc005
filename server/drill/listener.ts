import { io, type Socket } from 'socket.io-client';
import { type LiveAction, type LiveState, reduceLive, retryDelay, startLive } from '@/app/live/liveState';
import type { ClientEvents, LiveEvent, ServerEvents } from '@/server/live/events';
import type { Subject } from './subject';

/** What one open browser saw. */
export type Sightings = {
  name: string;
  /** Sequence number at which it began. */
  from: number;
  /** Numbers in the order in which they counted. */
  seen: number[];
  /** Repeats that its rule dropped. */
  repeats: number;
  /** How often it was told to load anew. */
  resets: number;
  /** Times that a page was loaded anew, with numbers that hold all that had come before. */
  loads: number;
  connections: number;
};

export type Listener = {
  sightings: Sightings;
  /** Breaks the connection under it, as a network does. */
  cut(): void;
  close(): void;
};

/** Applies one message by the rule of the pages (app/live/liveState), and notes which events counted. */
export function observe(state: LiveState, action: LiveAction, sightings: Sightings): LiveState {
  const events: LiveEvent[] =
    action.type === 'arrived' ? [action.event] : action.type === 'caught-up' ? action.missed : [];
  let last = state.seq;
  for (const { seq } of events) {
    if (seq <= last) sightings.repeats += 1;
    else {
      sightings.seen.push(seq);
      last = seq;
    }
  }
  if (action.type === 'caught-up' && action.reset) sightings.resets += 1;
  return reduceLive(state, action);
}

/** Opens a socket as a page does, from event `from` on, and keeps it open: again 1, 2, 4, 8 s after a failure. */
export function openListener(subject: Subject, name: string, from: number): Listener {
  const sightings: Sightings = { name, from, seen: [], repeats: 0, resets: 0, loads: 0, connections: 0 };
  let state = startLive(from);
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const socket: Socket<ServerEvents, ClientEvents> = io(subject.url, {
    reconnection: false,
    forceNew: true,
    transports: ['websocket', 'polling'],
    extraHeaders: { authorization: `Bearer ${subject.apiKey}` },
  });
  const take = (action: LiveAction): void => {
    state = observe(state, action, sightings);
  };
  const lost = (): void => {
    if (closed) return;
    take({ type: 'closed' });
    clearTimeout(timer);
    timer = setTimeout(() => socket.connect(), retryDelay(state.attempts));
  };
  socket.on('connect', () => {
    sightings.connections += 1;
    take({ type: 'opened' });
    socket.emit('subscribe', { room: 'all', since: state.seq }, (answer) => {
      // The page would ask for a new sign-in; here it is a web process without its database.
      if ('error' in answer) socket.disconnect();
      else take({ type: 'caught-up', ...answer });
    });
  });
  socket.on('events', (events) => {
    for (const event of events) take({ type: 'arrived', event });
  });
  socket.on('disconnect', lost);
  socket.on('connect_error', lost);
  return {
    sightings,
    cut: () => socket.io.engine?.close(),
    close() {
      closed = true;
      clearTimeout(timer);
      socket.close();
    },
  };
}

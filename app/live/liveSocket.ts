'use client';
import { io, type Socket } from 'socket.io-client';
import { withBase } from '@/app/shell/basePath';
import type { ClientEvents, LiveEvent, Room, ServerEvents, Subscription } from '@/server/live/events';

/** What the page hears of. `refused`: the server wants a new sign-in. */
export type LiveListener = {
  opened: () => void;
  closed: () => void;
  refused: () => void;
  caughtUp: (subscription: Subscription) => void;
  arrived: (event: LiveEvent) => void;
};

export type LiveSocket = { connect: () => void; close: () => void };

/**
 * Opens the stream of `room`. On every connection it asks for what came after `lastSeq()`, so nothing is missed;
 * repeats are the listener's to drop. Attempts after a failure are the caller's, so that the page can say when.
 */
export function openLiveSocket(room: Room, lastSeq: () => number, listener: LiveListener): LiveSocket {
  const socket: Socket<ServerEvents, ClientEvents> = io({
    path: withBase('/socket.io/'),
    reconnection: false,
    transports: ['websocket', 'polling'],
  });
  socket.on('connect', () => {
    listener.opened();
    socket.emit('subscribe', { room, since: lastSeq() }, (answer) => {
      if (!('error' in answer)) listener.caughtUp(answer);
      // The database is away: a new connection asks again.
      else if (answer.error === 'unavailable') socket.disconnect();
      else listener.refused();
    });
  });
  socket.on('events', (events) => events.forEach(listener.arrived));
  socket.on('disconnect', listener.closed);
  socket.on('connect_error', (error) => {
    if (/unauthori[sz]ed|401|sign/i.test(error.message)) listener.refused();
    else listener.closed();
  });
  return { connect: () => void socket.connect(), close: () => void socket.close() };
}

import type { Server } from 'socket.io';

export type SocketLimits = {
  /** Browsers at once, of one web process. */
  sockets: number;
  /** Packets of one browser in `windowMs`: it sends one to subscribe, and one now and then to say that it lives. */
  packets: number;
  windowMs: number;
  /** Rooms of one browser; a page listens to one. */
  rooms: number;
  /** Packets that wait for a browser that does not read; it would have to load its page anew anyway. */
  unread: number;
};

export const SOCKET_LIMITS: SocketLimits = { sockets: 2_000, packets: 50, windowMs: 10_000, rooms: 8, unread: 2_000 };

/** Whether another browser may connect. */
export const hasRoom = (io: Server, limits: SocketLimits): boolean => io.engine.clientsCount < limits.sockets;

/** What is watched of a connection: Engine.IO's side of a socket. */
export type Connection = {
  on(event: 'packet' | 'packetCreate' | 'flush', listener: () => void): unknown;
  close(discard: boolean): void;
};

/**
 * Ends a connection that sends more than `limits` allow, since each subscription asks the database, or that does not
 * read what is sent to it: packets wait here until the transport takes them (`flush`).
 */
export function limitConnection(connection: Connection, limits: SocketLimits, now = () => performance.now()): void {
  let begun = now();
  let received = 0;
  let unread = 0;
  connection.on('packet', () => {
    if (now() - begun > limits.windowMs) {
      begun = now();
      received = 0;
    }
    received += 1;
    if (received > limits.packets) connection.close(true);
  });
  connection.on('packetCreate', () => {
    unread += 1;
    if (unread > limits.unread) connection.close(true);
  });
  connection.on('flush', () => {
    unread = 0;
  });
}

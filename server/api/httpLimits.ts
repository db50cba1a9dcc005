import type { Server, ServerOptions, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { turnstile } from '@/server/ingest/turnstile';
import { AppError } from '@/server/problem/appError';
import { problemBody } from '@/server/problem/problemBody';

/**
 * For `createServer`: how long a client may take. Headers come in one packet, so 15 s are for the worst of lines; the
 * body may take what the slowest upload may (120 s, see `multipart`) and a little. Looked at every 5 s.
 */
export const HTTP_LIMITS: ServerOptions = {
  headersTimeout: 15_000,
  requestTimeout: 150_000,
  keepAliveTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16_384,
};

/** Connections at once: every browser holds up to two, senders a few. Below the usual limit of open files, with room. */
export const MOST_CONNECTIONS = 4_000;

const PROBLEMS: Record<string, AppError> = {
  HPE_HEADER_OVERFLOW: new AppError('too-large', 'the headers are larger than 16 kB'),
  ERR_HTTP_REQUEST_TIMEOUT: new AppError('too-slow', 'the request did not arrive in time'),
};

/** Answers what cannot even be read as HTTP with a problem document too, and ends the connection. */
export function limitHttp(http: Server): void {
  http.maxConnections = MOST_CONNECTIONS;
  http.maxHeadersCount = 200;
  http.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    socket.end(answerTo(error.code ?? ''), () => socket.destroy());
  });
}

/** Has a turnstile of its own (the interface), or must never wait (health, the files that pages are made of, streams). */
const NO_PAGE = /^\/(api\/|l\/[^/]+\/events$|_next\/|healthz$|readyz$|metrics$|socket\.io\/|icon\.svg$|favicon\.ico$)/;

/**
 * Waits until it is this request's turn, when it asks for a page: each asks the database several times, and a crowd of
 * them would leave none of them a connection in time. The turn ends with the response.
 * @throws AppError `unavailable` when that does not come in time
 */
export async function takeTurn(path: string, response: ServerResponse, pages = turnstile('pages')): Promise<void> {
  if (NO_PAGE.test(path)) return;
  const leave = await pages.enter();
  if (response.destroyed) leave();
  else response.once('close', leave);
}

function answerTo(code: string): string {
  const body = problemBody(PROBLEMS[code] ?? new AppError('bad-request', 'this is not HTTP/1.1'));
  const text = JSON.stringify(body);
  return [
    `HTTP/1.1 ${body.status} ${body.title}`,
    'content-type: application/problem+json',
    'cache-control: no-store',
    `content-length: ${Buffer.byteLength(text)}`,
    'connection: close',
    '',
    text,
  ].join('\r\n');
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import next from 'next';
import { keepBelievable, trustOf } from '@/server/access/forwarded';
import { gate, type Verdict } from '@/server/access/gate';
import { PRINCIPAL_HEADER } from '@/server/access/principal';
import { HTTP_LIMITS, limitHttp, takeTurn } from '@/server/api/httpLimits';
import { allowedMethods } from '@/server/api/methods';
import { databaseUrl, openDb } from '@/server/db/client';
import { startSockets } from '@/server/live/sockets';
import { AppError } from '@/server/problem/appError';
import { problemBody } from '@/server/problem/problemBody';
import { problemPage, wantsPage } from '@/server/problem/problemPage';
import { publicPath, settings } from '@/server/settings';
import { drainServer } from '@/server/start/drainServer';
import { exitWithParent } from '@/server/start/exitWithParent';
import { pathInside } from '@/server/start/pathInside';

// Composition root of `web`: pages, API and sockets on one port, all behind the gate. Never loads onnxruntime.

const { host, port, mode, basePath, trustedProxies } = settings();
const db = openDb(databaseUrl(), 'sightline-web');
const http = createServer(HTTP_LIMITS);
limitHttp(http);
// Sockets see paths without the base path. This server never listens: it is handed what belongs to them.
const socketHttp = createServer();
const app = next({ dev: mode === 'development', httpServer: http, hostname: host, port });
await app.prepare();
const handle = app.getRequestHandler();
const believes = trustOf(trustedProxies);
const drain = drainServer(http);

http.on('request', (request, response) => {
  serve(request, response).catch((error: unknown) => {
    console.error(`request failed: ${String(error)}`);
    refuse(
      request,
      response,
      new AppError('unavailable', 'the database does not answer; try again in a moment', { cause: error }),
    );
  });
});
http.on('upgrade', (request, socket, head) => {
  keepBelievable(request.headers, request.socket.remoteAddress, believes);
  if (!isForSockets(request)) return;
  if (drain.draining()) socket.destroy();
  else socketHttp.emit('upgrade', request, socket, head);
});

/** Whether live sockets serve this; then its URL is left without the base path. */
function isForSockets(request: IncomingMessage): boolean {
  const inside = pathInside(request.url ?? '/', basePath);
  if (!inside?.startsWith('/socket.io/')) return false;
  request.url = inside;
  return true;
}

/** TRACE and CONNECT, which the pages' router cannot even represent, are not for us. */
const METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']);

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  keepBelievable(request.headers, request.socket.remoteAddress, believes);
  if (drain.draining()) {
    response.setHeader('connection', 'close');
    refuse(request, response, new AppError('unavailable', 'the server is stopping; try again in a moment'));
    return;
  }
  if (isForSockets(request)) {
    socketHttp.emit('request', request, response);
    return;
  }
  if (!METHODS.has(request.method ?? '')) {
    refuse(
      request,
      response,
      new AppError('method-not-allowed', 'GET, HEAD, OPTIONS, POST, PUT, PATCH and DELETE are known'),
    );
    return;
  }
  if (leadIn(request, response)) return;
  const path = pathOf(request);
  if (path === null) {
    refuse(request, response, new AppError('bad-request', 'the URL cannot be read'));
    return;
  }
  delete request.headers[PRINCIPAL_HEADER];
  harden(response);
  const verdict = await gate(db, request, path);
  if (!verdict.pass) {
    turnAway(request, response, verdict.because);
    return;
  }
  const wrong = wrongCall(request.method ?? 'GET', path);
  if (wrong !== null) {
    if (wrong.allow !== '') response.setHeader('allow', wrong.allow);
    refuse(request, response, wrong.error);
    return;
  }
  if (verdict.principal !== null) request.headers[PRINCIPAL_HEADER] = JSON.stringify(verdict.principal);
  await takeTurn(path, response);
  await handle(request, response);
}

/**
 * What comes without the base path: probes of a container's health are let in, the root leads to the overview, and the
 * rest is told where we are. True when it was answered.
 */
function leadIn(request: IncomingMessage, response: ServerResponse): boolean {
  const url = request.url ?? '/';
  if (basePath === '' || pathInside(url, basePath) !== null) return false;
  if (url === '/healthz' || url === '/readyz') {
    request.url = publicPath(url);
    return false;
  }
  if (url === '/') response.writeHead(302, { location: publicPath('/'), 'cache-control': 'no-store' }).end();
  else
    refuse(
      request,
      response,
      new AppError('not-found', `everything here is below ${basePath}; a proxy has to leave it on`),
    );
  return true;
}

/** Calls that the interface does not have are told so here, as problems, before the pages' router sees them. */
function wrongCall(method: string, path: string): { error: AppError; allow: string } | null {
  if (!path.startsWith('/api/') && path !== '/metrics' && path !== '/healthz' && path !== '/readyz') return null;
  const allowed = allowedMethods(path);
  if (allowed === null)
    return { error: new AppError('not-found', 'the interface has no such call; see /api/v1/openapi.json'), allow: '' };
  if (allowed.includes(method)) return null;
  const allow = allowed.join(', ');
  return { error: new AppError('method-not-allowed', `this call takes ${allow}`), allow };
}

/**
 * The decoded, normalised path without the base path; null when it cannot be one. The gate must see what the router
 * will see.
 */
function pathOf(request: IncomingMessage): string | null {
  try {
    const inside = pathInside(new URL(request.url ?? '/', 'http://gate').pathname, basePath);
    const path = inside === null ? null : decodeURIComponent(inside);
    return path === null || path.includes('\\') || path.includes('\0') || path.includes('//') ? null : path;
  } catch {
    return null;
  }
}

function harden(response: ServerResponse): void {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('x-frame-options', 'DENY');
  response.setHeader('referrer-policy', 'same-origin');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
}

const REFUSALS = {
  unauthorized: new AppError('unauthorized', 'send Authorization: Bearer <key>, or sign in'),
  'foreign-origin': new AppError('forbidden', 'a signed-in browser may do this only from our own pages'),
};

type Because = Extract<Verdict, { pass: false }>['because'];

function turnAway(request: IncomingMessage, response: ServerResponse, because: Because): void {
  if (because !== 'sign-in') {
    refuse(request, response, REFUSALS[because]);
    return;
  }
  const asked = pathInside(request.url ?? '/', basePath) ?? '/';
  const target = request.method === 'GET' && asked !== '/' ? `?next=${encodeURIComponent(asked)}` : '';
  response.writeHead(302, { location: `${publicPath('/signin')}${target}`, 'cache-control': 'no-store' }).end();
}

function refuse(request: IncomingMessage, response: ServerResponse, error: AppError): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = problemBody(error);
  const page = wantsPage(request.method, pathOf(request) ?? '/', request.headers.accept);
  response.writeHead(body.status, {
    'content-type': page ? 'text/html; charset=utf-8' : 'application/problem+json',
    vary: 'accept',
    'cache-control': 'no-store',
    ...(body.status === 503 && { 'retry-after': '5' }),
    ...(body.status === 401 && { 'www-authenticate': 'Bearer realm="Sightline"' }),
  });
  response.end(page ? problemPage(body) : JSON.stringify(body));
}

const sockets = await startSockets(socketHttp, db, databaseUrl());
http.listen(port, host);

/** Requests in flight are finished while sockets still tell of them; browsers catch up when we are back. */
async function stop(): Promise<void> {
  await drain.finish();
  // The server that sockets know never listened, which it says when it is closed.
  await sockets.stop().catch(() => undefined);
  await db.$disconnect();
}
exitWithParent(stop);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stop().finally(() => process.exit(0)));

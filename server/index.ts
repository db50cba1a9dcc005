import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import next from 'next';
import {
  contentSecurityPolicy,
  hasOwnPolicy,
  nonceOf,
  policyHost,
  secureHeaders,
} from '@/server/access/contentSecurity';
import { keepBelievable, trustOf } from '@/server/access/forwarded';
import { gate, type Verdict } from '@/server/access/gate';
import { PRINCIPAL_HEADER, SCOPE_WORDS } from '@/server/access/principal';
import { ADDRESS_HEADER, addressOf } from '@/server/access/visitor';
import { HTTP_LIMITS, limitHttp, takeTurn } from '@/server/api/httpLimits';
import { allowedMethods } from '@/server/api/methods';
import { databaseUrl, openDb } from '@/server/db/client';
import { isLinkPath, LINK_HEADERS } from '@/server/links/linkHeaders';
import { startSockets } from '@/server/live/sockets';
import { AppError } from '@/server/problem/appError';
import { problemBody } from '@/server/problem/problemBody';
import { problemPage, wantsPage } from '@/server/problem/problemPage';
import { publicPath, settings } from '@/server/settings';
import { drainServer } from '@/server/start/drainServer';
import { exitWithParent } from '@/server/start/exitWithParent';
import { gatePath } from '@/server/start/gatePath';
import { pathInside } from '@/server/start/pathInside';

// Composition root of `web`: pages, API and sockets on one port, all behind the gate. Never loads onnxruntime.

const { host, port, mode, basePath, publicOrigin, trustedProxies } = settings();
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
  if (!isForSockets(request)) {
    // Nobody else would end it, and no time limit of HTTP holds for it any more; a workshop's own sockets are the router's.
    if (mode !== 'development') socket.destroy();
    return;
  }
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
  harden(request, response);
  if (leadIn(request, response)) return;
  const path = pathOf(request);
  if (path === null) {
    refuse(request, response, new AppError('bad-request', 'the URL cannot be read'));
    return;
  }
  delete request.headers[PRINCIPAL_HEADER];
  if (isLinkPath(path)) for (const [name, value] of Object.entries(LINK_HEADERS)) response.setHeader(name, value);
  request.headers[ADDRESS_HEADER] = addressOf(forwardedFor(request), request.socket.remoteAddress);
  const verdict = await gate(db, request, path);
  if (!verdict.pass) {
    await turnAway(request, response, verdict);
    return;
  }
  const wrong = wrongCall(request.method ?? 'GET', path);
  if (wrong !== null) {
    if (wrong.allow !== '') response.setHeader('allow', wrong.allow);
    refuse(request, response, wrong.error);
    return;
  }
  if (verdict.principal !== null) request.headers[PRINCIPAL_HEADER] = JSON.stringify(verdict.principal);
  if (hasOwnPolicy(path)) response.removeHeader('content-security-policy');
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

/** The path that the gate sees; null when it cannot be one. */
const pathOf = (request: IncomingMessage): string | null => gatePath(request.url ?? '/', basePath);

const forwardedFor = (request: IncomingMessage): string | undefined => {
  const value = request.headers['x-forwarded-for'];
  return Array.isArray(value) ? value.at(-1) : value;
};

/** Sets the headers of every answer. The pages' router reads the nonce of its scripts from the request's policy. */
function harden(request: IncomingMessage, response: ServerResponse): void {
  const secure = publicOrigin?.startsWith('https:') === true || request.headers['x-forwarded-proto'] === 'https';
  const asked = request.headers['x-forwarded-host'] ?? request.headers.host;
  const policy = contentSecurityPolicy({
    nonce: randomBytes(16).toString('base64'),
    host: policyHost(publicOrigin === undefined ? String(asked) : new URL(publicOrigin).host),
    secure,
    development: mode === 'development',
  });
  request.headers['content-security-policy'] = policy;
  response.setHeader('content-security-policy', policy);
  for (const [name, value] of Object.entries(secureHeaders(secure))) response.setHeader(name, value);
}

const REFUSALS = {
  unauthorized: new AppError('unauthorized', 'send Authorization: Bearer <key>, or sign in'),
  'foreign-origin': new AppError('forbidden', 'a signed-in browser may do this only from our own pages'),
};

type Refused = Extract<Verdict, { pass: false }>;

async function turnAway(request: IncomingMessage, response: ServerResponse, refused: Refused): Promise<void> {
  if (refused.because === 'no-page') {
    request.headers[PRINCIPAL_HEADER] = JSON.stringify(refused.principal);
    await app.render404(request, response);
  } else if (refused.because === 'scope') {
    const detail = `this page is for those who may ${SCOPE_WORDS[refused.scope]}; ask an administrator for another role`;
    refuse(request, response, new AppError('forbidden', detail));
  } else if (refused.because === 'sign-in') toSignIn(request, response);
  else refuse(request, response, REFUSALS[refused.because]);
}

function toSignIn(request: IncomingMessage, response: ServerResponse): void {
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
  const policy = response.getHeader('content-security-policy');
  response.end(page ? problemPage(body, nonceOf(String(policy))) : JSON.stringify(body));
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

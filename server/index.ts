import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import next from 'next';
import { gate, type Verdict } from '@/server/access/gate';
import { PRINCIPAL_HEADER } from '@/server/access/principal';
import { allowedMethods } from '@/server/api/methods';
import { databaseUrl, openDb } from '@/server/db/client';
import { startSockets } from '@/server/live/sockets';
import { AppError } from '@/server/problem/appError';
import { problemBody } from '@/server/problem/problemBody';
import { settings } from '@/server/settings';
import { exitWithParent } from '@/server/start/exitWithParent';

// Composition root of `web`: pages, API and sockets on one port, all behind the gate. Never loads onnxruntime.

const { host, port, mode } = settings();
const db = openDb(databaseUrl(), 'sightline-web');
const http = createServer();
const app = next({ dev: mode === 'development', httpServer: http, hostname: host, port });
await app.prepare();
const handle = app.getRequestHandler();

http.requestTimeout = 300_000;
http.on('request', (request, response) => {
  serve(request, response).catch((error: unknown) => {
    console.error(`request failed: ${String(error)}`);
    refuse(
      response,
      new AppError('unavailable', 'the database does not answer; try again in a moment', { cause: error }),
    );
  });
});

/** TRACE and CONNECT, which the pages' router cannot even represent, are not for us. */
const METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']);

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!METHODS.has(request.method ?? '')) {
    refuse(response, new AppError('method-not-allowed', 'GET, HEAD, OPTIONS, POST, PUT, PATCH and DELETE are known'));
    return;
  }
  const path = pathOf(request);
  if (path === null) {
    refuse(response, new AppError('bad-request', 'the URL cannot be read'));
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
    refuse(response, wrong.error);
    return;
  }
  if (verdict.principal !== null) request.headers[PRINCIPAL_HEADER] = JSON.stringify(verdict.principal);
  await handle(request, response);
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

/** The decoded, normalised path; null when it cannot be one. The gate must see what the router will see. */
function pathOf(request: IncomingMessage): string | null {
  try {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://gate').pathname);
    return path.includes('\\') || path.includes('\0') || path.includes('//') ? null : path;
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
    refuse(response, REFUSALS[because]);
    return;
  }
  const target =
    request.method === 'GET' && request.url !== '/' ? `?next=${encodeURIComponent(request.url ?? '/')}` : '';
  response.writeHead(302, { location: `/signin${target}`, 'cache-control': 'no-store' }).end();
}

function refuse(response: ServerResponse, error: AppError): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = problemBody(error);
  response.writeHead(body.status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...(body.status === 401 && { 'www-authenticate': 'Bearer realm="Sightline"' }),
  });
  response.end(JSON.stringify(body));
}

const sockets = await startSockets(http, db, databaseUrl());
http.listen(port, host);

async function stop(): Promise<void> {
  await sockets.stop();
  http.closeAllConnections();
  await db.$disconnect();
}
exitWithParent(stop);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stop().finally(() => process.exit(0)));

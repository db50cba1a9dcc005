import type { IncomingMessage } from 'node:http';
import type { Db } from '@/server/db/client';
import { settings } from '@/server/settings';
import { principalOfKey } from './apiKey';
import type { Principal } from './principal';
import { principalOfSession, sessionCookieOf } from './session';

/** What the gate says: who may pass, or why not. `sign-in` sends a person to the sign-in page. */
export type Verdict =
  | { pass: true; principal: Principal | null }
  | { pass: false; because: 'sign-in' | 'unauthorized' | 'foreign-origin' };

/** Open to strangers: liveness, readiness, the sign-in page and the files that it is made of. Nothing else. */
const OPEN_EXACT = new Set(['/healthz', '/readyz', '/signin', '/api/v1/signin', '/icon.svg', '/favicon.ico']);
const OPEN_PREFIX = ['/_next/static/'];

/** Paths that answer other systems: strangers get 401 in JSON there, and the sign-in page everywhere else. */
const MACHINE = ['/api/', '/metrics', '/socket.io/', '/dicom-web/'];

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

export const isOpen = (path: string): boolean =>
  OPEN_EXACT.has(path) || OPEN_PREFIX.some((prefix) => path.startsWith(prefix) && !path.includes('..'));

/**
 * True when a browser says that the request comes from our own pages, or when it is no browser's at all. Of forwarding
 * headers only those of trusted proxies may be left. `publicOrigin`: where a proxy shows us to browsers.
 */
export function isSameOrigin(headers: IncomingMessage['headers'], publicOrigin?: string): boolean {
  const { origin, host } = headers;
  if (origin === undefined)
    return headers['sec-fetch-site'] === undefined || headers['sec-fetch-site'] === 'same-origin';
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  if (publicOrigin !== undefined && from.origin === publicOrigin) return true;
  const scheme = headers['x-forwarded-proto'];
  if (scheme !== undefined && from.protocol !== `${scheme}:`) return false;
  return from.host === (headers['x-forwarded-host'] ?? host);
}

/**
 * Default deny: every request needs a bearer key or a session. A session counts for writes and sockets only from
 * pages of the same origin, since browsers send cookies along with forged requests too.
 */
export async function gate(
  db: Db,
  request: Pick<IncomingMessage, 'method' | 'headers'>,
  path: string,
): Promise<Verdict> {
  if (isOpen(path)) return { pass: true, principal: null };
  const machine = MACHINE.some((prefix) => path.startsWith(prefix) || path === prefix);
  const refused: Verdict = { pass: false, because: machine ? 'unauthorized' : 'sign-in' };
  const bearer = /^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) {
    const principal = await principalOfKey(db, bearer);
    return principal === null ? { pass: false, because: 'unauthorized' } : { pass: true, principal };
  }
  const cookie = sessionCookieOf(request.headers.cookie);
  const principal = cookie === null ? null : await principalOfSession(db, cookie);
  if (principal === null) return refused;
  const forgeable = !SAFE_METHODS.has(request.method ?? 'GET') || path.startsWith('/socket.io/');
  if (forgeable && !isSameOrigin(request.headers, settings().publicOrigin))
    return { pass: false, because: 'foreign-origin' };
  return { pass: true, principal };
}

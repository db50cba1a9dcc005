import type { IncomingMessage } from 'node:http';
import type { Db } from '@/server/db/client';
import { settings } from '@/server/settings';
import { principalOfKey } from './apiKey';
import { scopeOfPage } from './pageRules';
import type { Principal, Scope } from './principal';
import { principalOfSession } from './session';
import { sessionCookieOf } from './sessionCookie';

/**
 * What the gate says: who may pass, or why not. `sign-in` sends a person to the sign-in page; `no-page` stands for pages
 * that have no rule, as for those that there are not; `scope`: what a page needs and the caller has not.
 */
export type Verdict =
  | { pass: true; principal: Principal | null }
  | { pass: false; because: 'sign-in' | 'unauthorized' | 'foreign-origin' }
  | { pass: false; because: 'no-page'; principal: Principal }
  | { pass: false; because: 'scope'; scope: Scope };

/** Open to strangers: liveness, readiness, the sign-in page and the files that it is made of. Nothing else. */
const OPEN_EXACT = new Set([
  '/healthz',
  '/readyz',
  '/signin',
  '/api/v1/signin',
  '/api/v1/signin/password',
  '/api/v1/signin/link',
  '/api/v1/signin/passkey',
  '/api/v1/signin/passkey/options',
  '/api/v1/signin/oidc',
  '/api/v1/auth/callback/oidc',
  '/icon.svg',
  '/favicon.ico',
]);
const OPEN_PREFIX = ['/_next/static/'];

/** Audit links look at who stands before them by themselves: their token is what lets in. */
const SHARED_LINK = /^\/l\/[A-Za-z0-9_-]{1,80}(\/(open|events|image\/[0-9a-f]{1,64}))?$/;

/** What pages are made of while they are being written; a build has none of it outside /_next/static. */
const WORKSHOP = ['/_next/', '/__nextjs'];

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
  const site = headers['sec-fetch-site'];
  if (origin === undefined) return site === undefined || site === 'same-origin';
  // A form of a page that sends no referrer, as the sign-in's, has no origin either; of a foreign page this is told.
  if (origin === 'null') return site === 'same-origin';
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  if (publicOrigin !== undefined && from.origin === publicOrigin) return true;
  const scheme = headers['x-forwarded-proto'];
  if (scheme !== undefined && from.protocol !== `${scheme}:`) return false;
  return from.host === (headers['x-forwarded-host'] ?? host);
}

/**
 * Default deny: every request needs a bearer key or a session, and a page the scope of its rule. A session counts for
 * writes and sockets only from pages of the same origin, since browsers send cookies along with forged requests too; so
 * does a sign-in, which a forged page would do in somebody else's name.
 */
export async function gate(
  db: Db,
  request: Pick<IncomingMessage, 'method' | 'headers'>,
  path: string,
): Promise<Verdict> {
  const machine = MACHINE.some((prefix) => path.startsWith(prefix) || path === prefix);
  const forgeable = !SAFE_METHODS.has(request.method ?? 'GET') || path.startsWith('/socket.io/');
  const own = !forgeable || isSameOrigin(request.headers, settings().publicOrigin);
  // Their pages send no referrer, and so no origin either; a forger would have to know the token.
  if (SHARED_LINK.test(path)) return { pass: true, principal: null };
  if (isOpen(path)) return own ? { pass: true, principal: null } : { pass: false, because: 'foreign-origin' };
  const bearer = /^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) {
    const principal = await principalOfKey(db, bearer);
    return principal === null ? { pass: false, because: 'unauthorized' } : admitted(path, principal, machine);
  }
  const cookie = sessionCookieOf(request.headers.cookie);
  const principal = cookie === null ? null : await principalOfSession(db, cookie);
  if (principal === null) return { pass: false, because: machine ? 'unauthorized' : 'sign-in' };
  return own ? admitted(path, principal, machine) : { pass: false, because: 'foreign-origin' };
}

/** Calls of the interface ask for their scope themselves (`route`); pages are asked for theirs here. */
function admitted(path: string, principal: Principal, machine: boolean): Verdict {
  const inWorkshop = settings().mode === 'development' && WORKSHOP.some((prefix) => path.startsWith(prefix));
  if (machine || inWorkshop) return { pass: true, principal };
  const scope = scopeOfPage(path);
  if (scope === null) return { pass: false, because: 'no-page', principal };
  return principal.scopes.includes(scope) ? { pass: true, principal } : { pass: false, because: 'scope', scope };
}

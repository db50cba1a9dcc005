import type { Db } from '@/server/db/client';
import { settings } from '@/server/settings';
import { type Principal, SESSION_SCOPES } from './principal';
import { hashToken, makeToken } from './token';

export const SESSION_COOKIE = 'sightline_session';

const VALID_DAYS = 14;

/** Opens a session; the answer is the cookie's value and its end. */
export async function openSession(db: Db): Promise<{ cookie: string; expiresAt: Date }> {
  const cookie = makeToken('ss');
  const expiresAt = new Date(Date.now() + VALID_DAYS * 86_400_000);
  await db.session.create({ data: { sha256: hashToken(cookie), expiresAt } });
  return { cookie, expiresAt };
}

/** Ends a session; unknown ones are no error. */
export async function closeSession(db: Db, cookie: string): Promise<void> {
  await db.session.deleteMany({ where: { sha256: hashToken(cookie) } });
}

/** The principal behind a session cookie, or null when it is unknown or over. */
export async function principalOfSession(db: Db, cookie: string): Promise<Principal | null> {
  const sha256 = hashToken(cookie);
  const row = await db.session.findUnique({ where: { sha256 } });
  if (row === null || row.expiresAt <= new Date()) return null;
  return { kind: 'session', id: sha256.slice(0, 16), scopes: [...SESSION_SCOPES] };
}

/** The value of our cookie in a Cookie header, or null. */
export function sessionCookieOf(header: string | undefined): string | null {
  for (const part of (header ?? '').split(';')) {
    const [name, ...value] = part.trim().split('=');
    if (name === SESSION_COOKIE) return value.join('=');
  }
  return null;
}

/** The cookie goes back to our own path alone, and over TLS alone when that is how browsers reach us. */
const attributes = (headers: Headers): string => {
  const { publicOrigin, basePath } = settings();
  const secure = publicOrigin?.startsWith('https:') || headers.get('x-forwarded-proto') === 'https';
  return `Path=${basePath || '/'}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
};

/** The Set-Cookie that opens a session. `headers`: of the request. */
export const sessionCookie = (headers: Headers, cookie: string, expiresAt: Date): string =>
  `${SESSION_COOKIE}=${cookie}; ${attributes(headers)}; Expires=${expiresAt.toUTCString()}`;

/** The Set-Cookie that ends it. */
export const endedCookie = (headers: Headers): string => `${SESSION_COOKIE}=; ${attributes(headers)}; Max-Age=0`;

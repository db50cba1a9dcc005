import type { Db } from '@/server/db/client';
import { type Principal, SCOPES } from './principal';
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
  return { kind: 'session', id: sha256.slice(0, 16), scopes: [...SCOPES] };
}

/** The value of our cookie in a Cookie header, or null. */
export function sessionCookieOf(header: string | undefined): string | null {
  for (const part of (header ?? '').split(';')) {
    const [name, ...value] = part.trim().split('=');
    if (name === SESSION_COOKIE) return value.join('=');
  }
  return null;
}

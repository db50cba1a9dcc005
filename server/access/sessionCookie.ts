import { settings } from '@/server/settings';

export const SESSION_COOKIE = 'sightline_session';

/** The value of our cookie in a Cookie header, or null. */
export function sessionCookieOf(header: string | undefined): string | null {
  for (const part of (header ?? '').split(';')) {
    const [name, ...value] = part.trim().split('=');
    if (name === SESSION_COOKIE) return value.join('=');
  }
  return null;
}

/** Whether browsers reach us over TLS. `headers`: of the request, without what cannot be believed. */
export const isSecure = (headers: Headers): boolean =>
  settings().publicOrigin?.startsWith('https:') === true || headers.get('x-forwarded-proto') === 'https';

/** The cookie goes back to our own path alone, and over TLS alone when that is how browsers reach us. */
const attributes = (headers: Headers): string =>
  `Path=${settings().basePath || '/'}; HttpOnly; SameSite=Lax${isSecure(headers) ? '; Secure' : ''}`;

/** The Set-Cookie that opens a session. `headers`: of the request. */
export const sessionCookie = (headers: Headers, cookie: string, expiresAt: Date): string =>
  `${SESSION_COOKIE}=${cookie}; ${attributes(headers)}; Expires=${expiresAt.toUTCString()}`;

/** The Set-Cookie that ends it. */
export const endedCookie = (headers: Headers): string => `${SESSION_COOKIE}=; ${attributes(headers)}; Max-Age=0`;

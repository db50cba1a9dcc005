import { settings } from '@/server/settings';
import type { Visitor } from './session';

/** The web process says here where a request came from; what a client sends under this name is dropped. */
export const ADDRESS_HEADER = 'x-sightline-address';

/** Who is at the door. `headers`: of a request that came through the gate. */
export const visitorOf = (headers: Headers): Visitor => ({
  address: headers.get(ADDRESS_HEADER),
  userAgent: headers.get('user-agent'),
});

/** The address of a request: of the peer, or what a trusted proxy says that it was. */
export const addressOf = (forwardedFor: string | undefined, peer: string | undefined): string =>
  (forwardedFor ?? peer ?? '').replace(/^::ffff:(?=\d+\.)/i, '').slice(0, 64);

/**
 * The origin that a browser sees: the configured one, else what the request was sent to. `headers`: without what cannot
 * be believed.
 */
export function originOf(headers: Headers): string {
  const { publicOrigin, host, port } = settings();
  if (publicOrigin !== undefined) return publicOrigin;
  const scheme = headers.get('x-forwarded-proto') === 'https' ? 'https' : 'http';
  const named = headers.get('x-forwarded-host') ?? headers.get('host') ?? `${host}:${port}`;
  const origin = `${scheme}://${named}`;
  return URL.canParse(origin) ? new URL(origin).origin : `http://${host}:${port}`;
}

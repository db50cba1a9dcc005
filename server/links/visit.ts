import { isSecure } from '@/server/access/sessionCookie';
import { hashToken, makeToken } from '@/server/access/token';
import type { Db, Tx } from '@/server/db/client';
import type { AuditLink } from '@/server/db/generated/client';
import { publicPath } from '@/server/settings';
import { type LinkState, linkState } from './linkState';

export const VISIT_COOKIE = 'sightline_visit';

/** A browser that opened a link may come back this long without another view being counted. */
const VISIT_MS = 12 * 3_600_000;

/** A link without what it shows. */
export type LinkRow = Omit<AuditLink, 'frozen'>;

/** Who stands at a link: `visiting` has opened it, and may see it until `until`. */
export type Door = { link: LinkRow; state: LinkState; visiting: boolean; until: Date };

const TOKEN = /^al_[A-Za-z0-9_-]{43}$/;

/** The link of a token; null for any other. */
export async function findLink(db: Db | Tx, token: string): Promise<LinkRow | null> {
  if (!TOKEN.test(token)) return null;
  return db.auditLink.findUnique({ where: { tokenSha256: hashToken(token) }, omit: { frozen: true } });
}

/** Where somebody with this token and cookies stands; null for a token that is of no link. */
export async function doorOf(db: Db, token: string, cookies: string | null, now: Date): Promise<Door | null> {
  const link = await findLink(db, token);
  if (link === null) return null;
  const state = linkState(link, now);
  const closed: Door = { link, state, visiting: false, until: link.expiresAt };
  if (state === 'revoked' || state === 'expired') return closed;
  for (const value of visitsIn(cookies)) {
    const visit = await db.auditLinkVisit.findUnique({ where: { sha256: hashToken(value) } });
    if (visit?.linkId === link.id && visit.expiresAt > now)
      return { link, state, visiting: true, until: visit.expiresAt };
  }
  return closed;
}

/** Values of our cookie; a browser may send several, and strangers any number. */
const visitsIn = (cookies: string | null): string[] =>
  (cookies ?? '')
    .split(';')
    .flatMap((part) => {
      const [name, value = ''] = part.trim().split('=');
      return name === VISIT_COOKIE ? [value] : [];
    })
    .slice(0, 3);

/** Makes a visit; answers the cookie's value. */
export async function beginVisit(tx: Tx, link: LinkRow, now: Date): Promise<{ cookie: string; until: Date }> {
  const cookie = makeToken('av');
  const until = new Date(Math.min(link.expiresAt.getTime(), now.getTime() + VISIT_MS));
  await tx.auditLinkVisit.create({ data: { sha256: hashToken(cookie), linkId: link.id, at: now, expiresAt: until } });
  return { cookie, until };
}

/** The path of a link; holds the token. */
export const linkPath = (token: string): string => publicPath(`/l/${token}`);

/** Sent back to this link alone, and never along with a click on another site. `headers`: of the request. */
export const visitCookie = (
  headers: Headers,
  token: string,
  { cookie, until }: { cookie: string; until: Date },
): string =>
  `${VISIT_COOKIE}=${cookie}; Path=${linkPath(token)}; HttpOnly; SameSite=Strict; Expires=${until.toUTCString()}${isSecure(headers) ? '; Secure' : ''}`;

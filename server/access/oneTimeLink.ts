import type { Db, Tx } from '@/server/db/client';
import { ROLES, type Role } from './principal';
import { hashToken, makeToken } from './token';

const HOUR = 3_600_000;

/** What a link is for, and for how long it works. */
export const LINK_VALID_MS = {
  'first-admin': 24 * HOUR,
  'sign-in': HOUR,
  invite: 7 * 24 * HOUR,
  reset: 24 * HOUR,
} as const;

export type LinkPurpose = keyof typeof LINK_VALID_MS;

/** What the page of a link may say before it is used. */
export type OneTimeLink = {
  id: string;
  purpose: LinkPurpose;
  /** Of the account that it makes or is of; null when who opens it chooses. */
  email: string | null;
  role: Role | null;
  expiresAt: Date;
};

type Row = { id: string; purpose: string; email: string | null; role: string | null; expiresAt: Date };

export type NewLink = {
  purpose: LinkPurpose;
  accountId?: string;
  email?: string;
  role?: Role;
  createdBy: string;
  now: Date;
};

/** Makes a link that works once; only the sha256 of its token is kept. */
export async function createLink(tx: Db | Tx, link: NewLink): Promise<{ id: string; token: string; expiresAt: Date }> {
  const token = makeToken('si');
  const { now, ...facts } = link;
  const expiresAt = new Date(now.getTime() + LINK_VALID_MS[link.purpose]);
  const row = await tx.signInToken.create({ data: { sha256: hashToken(token), expiresAt, createdAt: now, ...facts } });
  return { id: row.id, token, expiresAt };
}

/** Where a link is opened. `baseUrl`: of the product, with the base path. */
export const linkUrl = (baseUrl: string, token: string): string => `${baseUrl}/signin?token=${token}`;

const usable = (sha256: string, now: Date) => ({ sha256, usedAt: null, revokedAt: null, expiresAt: { gt: now } });

/** A link that still works, without using it up; null for any other token. */
export async function readLink(db: Db, token: string, now: Date): Promise<OneTimeLink | null> {
  const row = await db.signInToken.findFirst({
    where: usable(hashToken(token), now),
    include: { account: { select: { email: true, role: true } } },
  });
  if (row === null) return null;
  const link = linkOf({ ...row, email: row.account?.email ?? row.email, role: row.account?.role ?? row.role });
  // The first administrator is the first: as soon as there is one, the link is worth nothing.
  return link?.purpose === 'first-admin' && (await hasAdmin(db)) ? null : link;
}

/** Uses a link up; null when it is unknown, used, withdrawn or over. Two browsers cannot share it. */
export async function useLink(
  tx: Tx,
  token: string,
  now: Date,
): Promise<(OneTimeLink & { accountId: string | null }) | null> {
  const sha256 = hashToken(token);
  const { count } = await tx.signInToken.updateMany({ where: usable(sha256, now), data: { usedAt: now } });
  if (count === 0) return null;
  const row = await tx.signInToken.findUniqueOrThrow({ where: { sha256 } });
  const link = linkOf(row);
  return link === null ? null : { ...link, accountId: row.accountId };
}

export function linkOf({ id, purpose, email, role, expiresAt }: Row): OneTimeLink | null {
  if (!isPurpose(purpose)) return null;
  return { id, purpose, email, role: ROLES.find((known) => known === role) ?? null, expiresAt };
}

const isPurpose = (text: string): text is LinkPurpose => text in LINK_VALID_MS;

/** Whether somebody may administer. */
export const hasAdmin = async (db: Db | Tx): Promise<boolean> =>
  (await db.account.count({ where: { role: 'admin', disabledAt: null } })) > 0;

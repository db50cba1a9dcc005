import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '@/server/db/client';
import { appendTrail } from '@/server/trail/appendTrail';
import { tellAccessChanged } from './accessChannel';
import { type Principal, ROLE_SCOPES, ROLES, type Role } from './principal';
import { hashToken, makeToken } from './token';

const VALID_DAYS = 14;

/** A session that is used says so this often. */
const SEEN_MS = 60_000;

/** How somebody signed in. */
export type SignInMethod =
  | 'password'
  | 'passkey'
  | 'single sign-on'
  | 'recovery link'
  | 'first link'
  | 'invitation'
  | 'reset link';

/** Where from: as the server saw it. */
export type Visitor = { address: string | null; userAgent: string | null };

export type OpenedSession = { accountId: string; sessionId: string; cookie: string; expiresAt: Date };

/** Opens a session of an account, with its trail record; only the cookie's sha256 is kept. Call it last in `tx`. */
export async function openSession(
  tx: Tx,
  accountId: string,
  method: SignInMethod,
  visitor: Visitor,
  now: Date,
): Promise<OpenedSession> {
  const cookie = makeToken('ss');
  const expiresAt = new Date(now.getTime() + VALID_DAYS * 86_400_000);
  const id = randomUUID();
  await tx.session.create({
    data: {
      id,
      accountId,
      token: hashToken(cookie),
      expiresAt,
      method,
      ipAddress: visitor.address,
      userAgent: visitor.userAgent?.slice(0, 300) ?? null,
      seenAt: now,
    },
  });
  await appendTrail(tx, [
    {
      kind: 'session:opened',
      at: now,
      actor: `account ${accountId}`,
      subjects: [`account:${accountId}`, `session:${id}`],
      body: { method },
    },
  ]);
  return { accountId, sessionId: id, cookie, expiresAt };
}

/**
 * Ends sessions at once, open sockets included; already ended ones are no error. Answers how many there were. Call it
 * late in `tx`.
 */
export async function endSessions(
  tx: Tx,
  where: { id: string } | { accountId: string; except?: string | undefined },
  by: { who: string; reason: string; now: Date },
): Promise<number> {
  const condition =
    'id' in where
      ? { id: where.id }
      : { accountId: where.accountId, ...(where.except !== undefined && { id: { not: where.except } }) };
  const rows = await tx.session.findMany({ where: condition, select: { id: true, accountId: true } });
  if (rows.length === 0) return 0;
  await tx.session.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } });
  await appendTrail(
    tx,
    rows.map(({ id, accountId }) => ({
      kind: 'session:ended' as const,
      at: by.now,
      actor: by.who,
      subjects: [`account:${accountId}`, `session:${id}`],
      body: { reason: by.reason },
    })),
  );
  await tellAccessChanged(tx);
  return rows.length;
}

/** The role in a row; an unknown word is the least. */
export const roleOf = (text: string): Role => ROLES.find((known) => known === text) ?? 'viewer';

/** The principal behind a session cookie, or null when it is unknown or over, or the account is disabled. */
export async function principalOfSession(db: Db, cookie: string, now = new Date()): Promise<Principal | null> {
  const row = await db.session.findUnique({ where: { token: hashToken(cookie) }, include: { account: true } });
  if (row === null || row.expiresAt <= now || row.account.disabledAt !== null) return null;
  if (row.seenAt === null || now.getTime() - row.seenAt.getTime() > SEEN_MS)
    await db.session.updateMany({ where: { id: row.id }, data: { seenAt: now } });
  const role = roleOf(row.account.role);
  return { kind: 'session', id: row.accountId, role, scopes: [...ROLE_SCOPES[role]], sessionId: row.id };
}

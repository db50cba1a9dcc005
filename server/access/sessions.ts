import type { Db } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { type Principal, whoOf } from './principal';
import { endSessions } from './session';

/** A signed-in browser. */
export type SessionRow = {
  sessionId: string;
  accountId: string;
  method: string | null;
  address: string | null;
  userAgent: string | null;
  createdAt: Date;
  seenAt: Date | null;
  expiresAt: Date;
  /** The one that asks. */
  current: boolean;
};

/** Sessions of an account that are open, the last seen first. Whose: who asks must know that they may. */
export async function listSessions(db: Db, accountId: string, by: Principal, now: Date): Promise<SessionRow[]> {
  const rows = await db.session.findMany({
    where: { accountId, expiresAt: { gt: now } },
    orderBy: { seenAt: { sort: 'desc', nulls: 'last' } },
    take: 200,
  });
  return rows.map((row) => ({
    sessionId: row.id,
    accountId: row.accountId,
    method: row.method,
    address: row.ipAddress,
    userAgent: row.userAgent,
    createdAt: row.createdAt,
    seenAt: row.seenAt,
    expiresAt: row.expiresAt,
    current: row.id === by.sessionId,
  }));
}

/** The account whose things a caller asks for: their own, or with `administer` anybody's. @throws AppError forbidden */
export function accountAskedFor(by: Principal, accountId: string | undefined): string {
  const own = by.kind === 'session' ? by.id : undefined;
  const asked = accountId ?? own;
  if (asked === undefined) throw new AppError('forbidden', 'a key has no sessions; ask for those of an account');
  if (asked !== own && !by.scopes.includes('administer'))
    throw new AppError('forbidden', 'those of others are for administrators');
  return asked;
}

/** Ends a session: one's own, or with `administer` anybody's. @throws AppError not-found, also where it is not one's own */
export async function endSession(db: Db, sessionId: string, by: Principal, now: Date): Promise<void> {
  const row = await db.session.findUnique({ where: { id: sessionId }, select: { accountId: true } });
  const isOwn = by.kind === 'session' && row?.accountId === by.id;
  if (row === null || !(isOwn || by.scopes.includes('administer')))
    throw new AppError('not-found', 'no session has this id');
  const reason = sessionId === by.sessionId ? 'signed out' : 'ended';
  await db.$transaction((tx) => endSessions(tx, { id: sessionId }, { who: whoOf(by), reason, now }));
}

/** Ends all sessions of an account but the one that asks; answers how many. */
export async function endOtherSessions(db: Db, accountId: string, by: Principal, now: Date): Promise<number> {
  return db.$transaction((tx) =>
    endSessions(tx, { accountId, except: by.sessionId }, { who: whoOf(by), reason: 'ended', now }),
  );
}

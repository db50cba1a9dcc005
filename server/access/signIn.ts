import type { Db } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { appendTrail } from '@/server/trail/appendTrail';
import { ACCOUNT_LIMIT, ADDRESS_LIMIT, addressKey, countAttempt, dropOldAttempts, emailKey, forgive } from './attempts';
import { isPasswordOf } from './password';
import { type OpenedSession, openSession, type SignInMethod, type Visitor } from './session';

/**
 * Signs in with e-mail and password. What is wrong is not told apart, and takes as long.
 * @throws AppError unauthorized, too-many
 */
export async function signInWithPassword(
  db: Db,
  given: { email: string; password: string },
  visitor: Visitor,
  now: Date,
): Promise<OpenedSession> {
  const email = given.email.trim().toLowerCase();
  const from = addressKey('sign-in', visitor.address);
  const account = await db.account.findUnique({ where: { email } });
  await counted(db, account?.id ?? null, now, async () => {
    await countAttempt(db, from, ADDRESS_LIMIT, now);
    await countAttempt(db, emailKey(email), ACCOUNT_LIMIT, now);
  });
  const right = await isPasswordOf(db, account?.id ?? null, given.password);
  if (!right || account === null || account.disabledAt !== null) {
    await recordRefusal(db, 'password', right ? 'disabled' : 'wrong', account?.id ?? null, now);
    throw new AppError('unauthorized', 'e-mail address or password is wrong');
  }
  await forgive(db, from, false);
  await forgive(db, emailKey(email), true);
  return signInAs(db, account.id, 'password', visitor, now);
}

/** Opens a session for an account that has shown who it is. @throws AppError unauthorized when it is disabled */
export async function signInAs(
  db: Db,
  accountId: string,
  method: SignInMethod,
  visitor: Visitor,
  now: Date,
): Promise<OpenedSession> {
  const account = await db.account.findUnique({ where: { id: accountId } });
  if (account === null || account.disabledAt !== null) {
    await recordRefusal(db, method, 'disabled', account?.id ?? null, now);
    throw new AppError('unauthorized', 'this account may not sign in; ask an administrator');
  }
  return db.$transaction((tx) => openSession(tx, accountId, method, visitor, now));
}

/** Counts a try of a stranger who has no name yet; `forgiven` when it succeeds. @throws AppError too-many */
export async function countedFrom<T>(db: Db, visitor: Visitor, now: Date, work: () => Promise<T>): Promise<T> {
  const from = addressKey('sign-in', visitor.address);
  await countAttempt(db, from, ADDRESS_LIMIT, now);
  const done = await work();
  await forgive(db, from, false);
  return done;
}

/** A sign-in that was turned away, in the trail. `accountId`: of a known account. */
export async function recordRefusal(
  db: Db,
  method: string,
  reason: string,
  accountId: string | null,
  now: Date,
): Promise<void> {
  await db.$transaction((tx) =>
    appendTrail(tx, [
      {
        kind: 'session:refused',
        at: now,
        actor: 'system access',
        subjects: accountId === null ? [] : [`account:${accountId}`],
        body: { method, reason },
      },
    ]),
  );
}

/** The first try that meets a lock is recorded; the thousand after it would only fill the trail. */
const LOCK_TOLD = new Map<string, number>();
const LOCK_TOLD_MS = 60_000;

async function counted(db: Db, accountId: string | null, now: Date, count: () => Promise<void>): Promise<void> {
  try {
    await count();
  } catch (error) {
    const key = accountId ?? '';
    const told = LOCK_TOLD.get(key) ?? 0;
    if (error instanceof AppError && error.code === 'too-many' && now.getTime() - told > LOCK_TOLD_MS) {
      LOCK_TOLD.set(key, now.getTime());
      await dropOldAttempts(db, now);
      await recordRefusal(db, 'password', 'locked', accountId, now);
    }
    throw error;
  }
}

import type { Db } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { appendTrail } from '@/server/trail/appendTrail';
import { ACCOUNT_LIMIT, countAttempt, emailKey, forgive } from './attempts';
import { requireOwnWays } from './ownWays';
import { hashOfPassword, isPasswordOf, storePassword } from './password';
import type { Principal, Role, Scope } from './principal';
import { endSessions } from './session';

/** Who is asking, for the page and for other systems. */
export type WhoAmI = {
  kind: 'key' | 'session';
  id: string;
  name: string;
  email: string | null;
  role: Role | null;
  scopes: Scope[];
  sessionId: string | null;
  methods: { password: boolean; passkeys: number; singleSignOn: boolean } | null;
};

/** What is known of the caller. */
export async function whoAmI(db: Db, { kind, id, role, scopes, sessionId }: Principal): Promise<WhoAmI> {
  const common = { kind, id, role, scopes, sessionId: sessionId ?? null };
  if (kind === 'key') {
    const key = await db.apiKey.findUnique({ where: { id }, select: { name: true } });
    return { ...common, name: key?.name ?? 'key', email: null, methods: null };
  }
  const row = await db.account.findUniqueOrThrow({
    where: { id },
    include: { credentials: true, _count: { select: { passkeys: true } } },
  });
  const methods = {
    password: row.credentials.some(({ password }) => password !== null),
    passkeys: row._count.passkeys,
    singleSignOn: row.credentials.some(({ providerId }) => providerId === 'oidc'),
  };
  return { ...common, name: row.name, email: row.email, methods };
}

/**
 * Sets one's own password, and ends the other sessions. Who has one must say it; guesses count as at the sign-in.
 * @throws AppError forbidden, invalid-field, too-many
 */
export async function changeOwnPassword(
  db: Db,
  caller: { accountId: string; sessionId: string | undefined },
  given: { current?: string | undefined; password: string },
  now: Date,
): Promise<void> {
  const { accountId, sessionId } = caller;
  await requireOwnWays(db, accountId);
  const account = await db.account.findUniqueOrThrow({ where: { id: accountId }, include: { credentials: true } });
  if (account.credentials.some(({ password }) => password !== null)) {
    await countAttempt(db, emailKey(account.email), ACCOUNT_LIMIT, now);
    if (given.current === undefined || !(await isPasswordOf(db, accountId, given.current)))
      throw new AppError('invalid-field', 'current: this is not your password', {
        errors: [{ path: 'current', detail: 'this is not your password' }],
      });
    await forgive(db, emailKey(account.email), true);
  }
  const hash = await hashOfPassword(given.password, account.email);
  const who = `account ${accountId}`;
  await db.$transaction(async (tx) => {
    await storePassword(tx, accountId, hash, now);
    const body = { change: 'password', by: 'owner' };
    await appendTrail(tx, [{ kind: 'account:changed', at: now, actor: who, subjects: [`account:${accountId}`], body }]);
    await endSessions(tx, { accountId, except: sessionId }, { who, reason: 'password changed', now });
  });
}

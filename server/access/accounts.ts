import type { Db, Tx } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { appendTrail } from '@/server/trail/appendTrail';
import { tellAccessChanged } from './accessChannel';
import { lockedUntil } from './attempts';
import { type LeftBehind, leftBehind, revokeKeysOf } from './leftBehind';
import { createLink } from './oneTimeLink';
import { type Principal, ROLE_SCOPES, type Role, type Scope, whoOf } from './principal';
import { endSessions, roleOf } from './session';

/** An account as administrators see it. */
export type AccountRow = {
  accountId: string;
  name: string;
  email: string;
  role: Role;
  /** Ways to sign in. */
  methods: { password: boolean; passkeys: number; singleSignOn: boolean };
  disabledAt: Date | null;
  /** After too many wrong passwords. */
  lockedUntil: Date | null;
  lastSeenAt: Date | null;
  sessions: number;
  createdAt: Date;
} & LeftBehind;

export type AccountPage = { rows: AccountRow[]; nextCursor: string | null };

/** Accounts by the time they were made. `cursor`: id of the last one of the page before. */
export async function listAccounts(db: Db, cursor: string | undefined, limit: number, now: Date): Promise<AccountPage> {
  const found = await db.account.findMany({
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: limit + 1,
    ...(cursor !== undefined && { cursor: { id: cursor }, skip: 1 }),
    include: {
      credentials: { select: { providerId: true, password: true } },
      sessions: { where: { expiresAt: { gt: now } }, select: { seenAt: true, createdAt: true } },
      _count: { select: { passkeys: true } },
    },
  });
  const page = found.slice(0, limit);
  const locks = await lockedUntil(
    db,
    page.map(({ email }) => email),
    now,
  );
  const left = await leftBehind(
    db,
    page.map(({ id }) => id),
    now,
  );
  const rows = page.map((row) => ({
    ...left(row.id),
    accountId: row.id,
    name: row.name,
    email: row.email,
    role: roleOf(row.role),
    methods: {
      password: row.credentials.some(({ password }) => password !== null),
      passkeys: row._count.passkeys,
      singleSignOn: row.credentials.some(({ providerId }) => providerId === 'oidc'),
    },
    disabledAt: row.disabledAt,
    lockedUntil: locks.get(row.email) ?? null,
    lastSeenAt: newest(row.sessions.map(({ seenAt, createdAt }) => seenAt ?? createdAt)),
    sessions: row.sessions.length,
    createdAt: row.createdAt,
  }));
  return { rows, nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null };
}

const newest = (times: Date[]): Date | null =>
  times.length === 0 ? null : new Date(Math.max(...times.map((time) => time.getTime())));

/** Nobody hands out what they may not do themselves; `unsuppressed` is an administrator's to give. @throws AppError forbidden */
export function requireGrantable(by: Principal, scopes: readonly Scope[]): void {
  const own = new Set<Scope>(by.role === 'admin' ? [...by.scopes, 'unsuppressed'] : by.scopes);
  const missing = scopes.filter((scope) => !own.has(scope));
  if (missing.length > 0)
    throw new AppError('forbidden', `you cannot give what you do not have: ${missing.join(', ')}`);
}

/** `revokeKeys`: with `disabled`, the keys that it made end too; without, they go on. */
export type AccountChange = {
  name?: string | undefined;
  role?: Role | undefined;
  disabled?: boolean | undefined;
  revokeKeys?: boolean | undefined;
};

/**
 * Changes an account at once, in its open sessions and sockets too; disabling ends them. Answers what it made that goes on
 * without it.
 * @throws AppError not-found, forbidden, conflict for the last administrator
 */
export async function changeAccount(
  db: Db,
  accountId: string,
  change: AccountChange,
  by: Principal,
  now: Date,
): Promise<LeftBehind> {
  if (change.role !== undefined) requireGrantable(by, ROLE_SCOPES[change.role]);
  await db.$transaction((tx) => applyChange(tx, accountId, change, whoOf(by), now));
  return (await leftBehind(db, [accountId], now))(accountId);
}

/** As `changeAccount`, inside a transaction and without asking who may. */
export async function applyChange(
  tx: Tx,
  accountId: string,
  change: AccountChange,
  who: string,
  now: Date,
): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('sightline account'))`;
  const before = await tx.account.findUnique({ where: { id: accountId } });
  if (before === null) throw new AppError('not-found', 'no account has this id');
  const role = change.role ?? roleOf(before.role);
  const disabled = change.disabled ?? before.disabledAt !== null;
  if (before.role === 'admin' && before.disabledAt === null && (role !== 'admin' || disabled))
    await requireOtherAdmin(tx, accountId);
  const disabledAt = disabled ? (before.disabledAt ?? now) : null;
  const name = change.name ?? before.name;
  await tx.account.update({ where: { id: accountId }, data: { name, role, disabledAt, updatedAt: now } });
  const changes = {
    ...(role !== before.role && { role: { from: before.role, to: role } }),
    ...(disabled !== (before.disabledAt !== null) && { disabled }),
    ...(name !== before.name && { name: true }),
  };
  const revoking = disabled && change.revokeKeys === true;
  if (Object.keys(changes).length > 0)
    await appendTrail(tx, [
      {
        kind: 'account:changed',
        at: now,
        actor: who,
        subjects: [`account:${accountId}`],
        body: { change: 'changed', ...changes },
      },
    ]);
  else if (!revoking) return;
  if (revoking) await revokeKeysOf(tx, accountId, who, now);
  if (disabled) await endSessions(tx, { accountId }, { who, reason: 'account disabled', now });
  await tellAccessChanged(tx);
}

async function requireOtherAdmin(tx: Tx, accountId: string): Promise<void> {
  const others = await tx.account.count({ where: { role: 'admin', disabledAt: null, id: { not: accountId } } });
  if (others === 0) throw new AppError('conflict', 'this is the last administrator; make another one first');
}

/** A link with which somebody sets a new password. @throws AppError not-found, forbidden */
export async function createResetLink(
  db: Db,
  accountId: string,
  by: Principal,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  return db.$transaction(async (tx) => {
    const account = await tx.account.findUnique({ where: { id: accountId } });
    if (account === null || account.disabledAt !== null)
      throw new AppError('not-found', 'no account that may sign in has this id');
    requireGrantable(by, ROLE_SCOPES[roleOf(account.role)]);
    await tx.signInToken.updateMany({
      where: { purpose: 'reset', accountId, usedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    const link = await createLink(tx, { purpose: 'reset', accountId, createdBy: whoOf(by), now });
    await appendTrail(tx, [
      {
        kind: 'account:changed',
        at: now,
        actor: whoOf(by),
        subjects: [`account:${accountId}`],
        body: { change: 'reset link made' },
      },
    ]);
    return link;
  });
}

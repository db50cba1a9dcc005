import type { Db } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { appendTrail } from '@/server/trail/appendTrail';
import { requireGrantable } from './accounts';
import { createLink } from './oneTimeLink';
import { type Principal, ROLE_SCOPES, type Role, whoOf } from './principal';
import { roleOf } from './session';

/** An invitation that still works. */
export type Invitation = {
  invitationId: string;
  email: string;
  role: Role;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
};

/** Invites somebody; the token is in the answer alone. An earlier one for the same address is withdrawn. @throws AppError */
export async function invite(
  db: Db,
  asked: { email: string; role: Role },
  by: Principal,
  now: Date,
): Promise<{ invitationId: string; token: string; expiresAt: Date }> {
  const email = asked.email.trim().toLowerCase();
  requireGrantable(by, ROLE_SCOPES[asked.role]);
  return db.$transaction(async (tx) => {
    if ((await tx.account.findUnique({ where: { email } })) !== null)
      throw new AppError('conflict', 'there is an account with this e-mail address already');
    await tx.signInToken.updateMany({
      where: { purpose: 'invite', email, usedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    const { id, token, expiresAt } = await createLink(tx, {
      purpose: 'invite',
      email,
      role: asked.role,
      createdBy: whoOf(by),
      now,
    });
    await record(tx, whoOf(by), id, { change: 'invited', role: asked.role }, now);
    return { invitationId: id, token, expiresAt };
  });
}

/** Invitations that wait, newest first. */
export async function listInvitations(db: Db, now: Date): Promise<Invitation[]> {
  const rows = await db.signInToken.findMany({
    where: { purpose: 'invite', usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    orderBy: { createdAt: 'desc' },
    take: 200,
  });
  return rows.map(({ id, email, role, createdBy, createdAt, expiresAt }) => ({
    invitationId: id,
    email: email ?? '',
    role: roleOf(role ?? ''),
    createdBy,
    createdAt,
    expiresAt,
  }));
}

/** Withdraws an invitation that waits. @throws AppError not-found */
export async function withdrawInvitation(db: Db, id: string, by: Principal, now: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.signInToken.updateMany({
      where: { id, purpose: 'invite', usedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count === 0) throw new AppError('not-found', 'no invitation that waits has this id');
    await record(tx, whoOf(by), id, { change: 'invitation withdrawn' }, now);
  });
}

const record = (
  tx: Parameters<typeof appendTrail>[0],
  actor: string,
  id: string,
  body: { change: string; role?: Role },
  now: Date,
) => appendTrail(tx, [{ kind: 'account:changed', at: now, actor, subjects: [`invitation:${id}`], body }]);

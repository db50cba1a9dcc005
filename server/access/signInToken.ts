import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '@/server/db/client';
import { appendTrail } from '@/server/trail/appendTrail';
import { createLink, hasAdmin, linkUrl } from './oneTimeLink';

/** Makes a link that signs one browser in as an administrator, once, within the hour: for who runs the server. */
export async function createSignInLink(db: Db, baseUrl: string, now = new Date()): Promise<string> {
  return db.$transaction(async (tx) => {
    const accountId = await anyAdmin(tx, now);
    const { token } = await createLink(tx, { purpose: 'sign-in', accountId, createdBy: 'operator', now });
    await recordLink(tx, accountId, now);
    return linkUrl(baseUrl, token);
  });
}

/** The link that makes the first administrator; null when there is one. Earlier ones are withdrawn. */
export async function createFirstAdminLink(db: Db, baseUrl: string, now = new Date()): Promise<string | null> {
  return db.$transaction(async (tx) => {
    if (await hasAdmin(tx)) return null;
    await tx.signInToken.updateMany({
      where: { purpose: 'first-admin', usedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    const { token } = await createLink(tx, { purpose: 'first-admin', role: 'admin', createdBy: 'operator', now });
    return linkUrl(baseUrl, token);
  });
}

/** The first administrator who may sign in; without one `Operator`, who has no password. */
async function anyAdmin(tx: Tx, now: Date): Promise<string> {
  const found = await tx.account.findFirst({
    where: { role: 'admin', disabledAt: null },
    orderBy: { createdAt: 'asc' },
  });
  if (found !== null) return found.id;
  const email = 'operator@localhost';
  const { id } = await tx.account.upsert({
    where: { email },
    update: { role: 'admin', disabledAt: null, updatedAt: now },
    create: { id: randomUUID(), name: 'Operator', email, role: 'admin', createdAt: now },
  });
  return id;
}

const recordLink = (tx: Tx, accountId: string, now: Date) =>
  appendTrail(tx, [
    {
      kind: 'account:changed',
      at: now,
      actor: 'operator',
      subjects: [`account:${accountId}`],
      body: { change: 'recovery link made' },
    },
  ]);

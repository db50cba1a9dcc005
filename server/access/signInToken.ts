import type { Db } from '@/server/db/client';
import { hashToken, makeToken } from './token';

const VALID_MINUTES = 60;

/** Makes a link that signs one browser in, once, within the hour. */
export async function createSignInLink(db: Db, baseUrl: string): Promise<string> {
  const token = makeToken('si');
  const expiresAt = new Date(Date.now() + VALID_MINUTES * 60_000);
  await db.signInToken.create({ data: { sha256: hashToken(token), expiresAt } });
  return `${baseUrl}/signin?token=${token}`;
}

/** Uses a token up. False when it is unknown, used or expired; one statement, so two browsers cannot share it. */
export async function redeemSignInToken(db: Db, token: string): Promise<boolean> {
  const now = new Date();
  const { count } = await db.signInToken.updateMany({
    where: { sha256: hashToken(token), usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  return count === 1;
}

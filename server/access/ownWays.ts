import type { Db } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { OIDC } from './authLibrary';

/**
 * Whether an account may have ways to sign in of its own. One that the provider of single sign-on alone lets in may not:
 * they would go on working when the provider has removed it. A password that an administrator had it set is a leave.
 */
export const mayHaveOwnWays = (ways: { password: boolean; singleSignOn: boolean }): boolean =>
  ways.password || !ways.singleSignOn;

/** @throws AppError forbidden */
export async function requireOwnWays(db: Db, accountId: string): Promise<void> {
  const rows = await db.credential.findMany({ where: { accountId }, select: { providerId: true, password: true } });
  const ways = {
    password: rows.some(({ password }) => password !== null),
    singleSignOn: rows.some(({ providerId }) => providerId === OIDC),
  };
  if (!mayHaveOwnWays(ways))
    throw new AppError(
      'forbidden',
      'your organisation signs you in: a password or passkey of your own needs a link for a password from an administrator',
    );
}

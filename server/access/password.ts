import { randomUUID } from 'node:crypto';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import type { Db, Tx } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { isCommonPassword } from './commonPasswords';

/** Letters of the shortest and of the longest password. */
export const PASSWORD_LENGTH = { least: 12, most: 128 };

/** The name of the table's rows that hold a password. */
const PROVIDER = 'credential';

/** Why a password is refused, as a sentence for who chose it; null when it may be used. */
export function passwordProblem(password: string, email: string): string | null {
  if (password.length < PASSWORD_LENGTH.least) return `at least ${PASSWORD_LENGTH.least} characters`;
  if (password.length > PASSWORD_LENGTH.most) return `at most ${PASSWORD_LENGTH.most} characters`;
  const lower = password.toLowerCase();
  const [name = ''] = email.toLowerCase().split('@');
  if (lower.includes(email.toLowerCase()) || (name.length >= 4 && lower.includes(name)))
    return 'not with your e-mail address in it';
  return isCommonPassword(password) ? 'this is among the passwords that are tried first; take another' : null;
}

/** The slow hash (scrypt) of a password that may be used. @throws AppError invalid-field */
export async function hashOfPassword(password: string, email: string): Promise<string> {
  const problem = passwordProblem(password, email);
  if (problem !== null)
    throw new AppError('invalid-field', `password: ${problem}`, { errors: [{ path: 'password', detail: problem }] });
  return hashPassword(password);
}

/** Sets an account's password. `hash`: of `hashOfPassword`, made before the transaction, since it takes its time. */
export async function storePassword(tx: Tx, accountId: string, hash: string, now: Date): Promise<void> {
  await tx.credential.upsert({
    where: { providerId_providerAccountId: { providerId: PROVIDER, providerAccountId: accountId } },
    update: { password: hash, updatedAt: now },
    create: { id: randomUUID(), accountId, providerId: PROVIDER, providerAccountId: accountId, password: hash },
  });
}

let decoy: Promise<string> | undefined;

/** Whether this is the account's password; without an account it takes as long and is false. */
export async function isPasswordOf(db: Db, accountId: string | null, password: string): Promise<boolean> {
  const row =
    accountId === null
      ? null
      : await db.credential.findUnique({
          where: { providerId_providerAccountId: { providerId: PROVIDER, providerAccountId: accountId } },
        });
  decoy ??= hashPassword(randomUUID());
  const hash = row?.password ?? (await decoy);
  const right = await verifyPassword({ hash, password: password.slice(0, PASSWORD_LENGTH.most) });
  return right && row?.password !== null && row !== null;
}

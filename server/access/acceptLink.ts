import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { appendTrail } from '@/server/trail/appendTrail';
import { emailKey, forgive } from './attempts';
import { hasAdmin, type LinkPurpose, type OneTimeLink, readLink, useLink } from './oneTimeLink';
import { hashOfPassword, storePassword } from './password';
import { endSessions, type OpenedSession, openSession, type SignInMethod, type Visitor } from './session';
import { countedFrom, recordRefusal } from './signIn';

/** What the page of a link asks for. `password` may wait for a passkey, which is added once signed in. */
export type LinkAnswer = {
  token: string;
  name?: string | undefined;
  email?: string | undefined;
  password?: string | undefined;
};

const METHODS: Record<LinkPurpose, SignInMethod> = {
  'first-admin': 'first link',
  'sign-in': 'recovery link',
  invite: 'invitation',
  reset: 'reset link',
};

const overError = (): AppError =>
  new AppError('unauthorized', 'the link does not work any more: it was used, withdrawn, or is over');

/**
 * Does what a link is for and signs in: makes the first administrator or an invited account, sets a new password, or
 * just signs in. A refused answer leaves the link as it was.
 * @throws AppError unauthorized for a link that does not work, invalid-field, conflict, too-many
 */
export async function acceptLink(db: Db, given: LinkAnswer, visitor: Visitor, now: Date): Promise<OpenedSession> {
  const link = await countedFrom(db, visitor, now, async () => {
    const known = await readLink(db, given.token, now);
    if (known === null) {
      await recordRefusal(db, 'link', 'over', null, now);
      throw overError();
    }
    return known;
  });
  const email = emailOf(link, given);
  if (link.purpose === 'reset' && given.password === undefined) throw fieldError('password', 'choose a new one');
  const hash = given.password === undefined ? null : await hashOfPassword(given.password, email);
  return db.$transaction(async (tx) => {
    const used = await useLink(tx, given.token, now);
    if (used === null) throw overError();
    const accountId = used.accountId ?? (await makeAccount(tx, link, email, given.name, now));
    const account = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
    if (account.disabledAt !== null) throw overError();
    if (hash !== null) await storePassword(tx, accountId, hash, now);
    if (link.purpose === 'reset') await afterReset(tx, accountId, account.email, now);
    return openSession(tx, accountId, METHODS[link.purpose], visitor, now);
  });
}

function emailOf(link: OneTimeLink, given: LinkAnswer): string {
  const email = (link.email ?? given.email ?? '').trim().toLowerCase();
  if (email === '') throw fieldError('email', 'needed');
  return email;
}

const fieldError = (path: string, detail: string): AppError =>
  new AppError('invalid-field', `${path}: ${detail}`, { errors: [{ path, detail }] });

async function makeAccount(
  tx: Tx,
  link: OneTimeLink,
  email: string,
  name: string | undefined,
  now: Date,
): Promise<string> {
  // Two first links at once: the second waits here, and finds that there is one.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('sightline account'))`;
  if (link.purpose === 'first-admin' && (await hasAdmin(tx))) throw overError();
  if (name === undefined) throw fieldError('name', 'needed');
  if ((await tx.account.findUnique({ where: { email } })) !== null)
    throw new AppError('conflict', 'there is an account with this e-mail address already; sign in with it');
  const id = randomUUID();
  const role = link.purpose === 'first-admin' ? 'admin' : (link.role ?? 'viewer');
  await tx.account.create({ data: { id, name, email, role, createdAt: now, updatedAt: now } });
  await appendTrail(tx, [
    {
      kind: 'account:changed',
      at: now,
      actor: `account ${id}`,
      subjects: [`account:${id}`],
      body: { change: 'created', by: link.purpose, role },
    },
  ]);
  return id;
}

/** A new password ends what was open with the old one, and the lock that guesses brought. */
async function afterReset(tx: Tx, accountId: string, email: string, now: Date): Promise<void> {
  const who = `account ${accountId}`;
  await forgive(tx, emailKey(email), true);
  await appendTrail(tx, [
    {
      kind: 'account:changed',
      at: now,
      actor: who,
      subjects: [`account:${accountId}`],
      body: { change: 'password', by: 'reset' },
    },
  ]);
  await endSessions(tx, { accountId }, { who, reason: 'password reset', now });
}

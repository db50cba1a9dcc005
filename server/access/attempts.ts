import { createHash, randomUUID } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Db } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { networkOf } from './networkOf';

/**
 * How many tries something has before it is locked, and for how long: `lockMs`, twice as long after each further
 * failure, at most a day. Counts are forgotten `forgetMs` after the last failure.
 */
export type AttemptLimit = { tries: number; lockMs: number; forgetMs: number; doubling: boolean };

const MINUTE = 60_000;
const LONGEST_MS = 24 * 60 * MINUTE;

/** Passwords of one e-mail address, known or not. */
export const ACCOUNT_LIMIT: AttemptLimit = { tries: 5, lockMs: 15 * MINUTE, forgetMs: LONGEST_MS, doubling: true };

/** Everything that strangers may try from one address: many people may share it. */
export const ADDRESS_LIMIT: AttemptLimit = { tries: 30, lockMs: 15 * MINUTE, forgetMs: 15 * MINUTE, doubling: false };

/** How long `count` failures in a row lock; 0 while there are tries left. */
export function lockFor(limit: AttemptLimit, count: number): number {
  if (count < limit.tries) return 0;
  return limit.doubling ? Math.min(LONGEST_MS, limit.lockMs * 2 ** Math.min(20, count - limit.tries)) : limit.lockMs;
}

/** The key of an e-mail address: unknown ones count, too, and are not kept. */
export const emailKey = (email: string): string =>
  `email:${createHash('sha256').update(email.trim().toLowerCase()).digest('hex')}`;

/** The key of an address; of IPv6 the network that one subscriber has. */
export function addressKey(purpose: string, address: string | null): string {
  const text = address ?? 'unknown';
  return `${purpose}:${isIPv6(text) ? networkOf(text) : text}`;
}

/**
 * Counts a try before it is made, so that a thousand at once have no more than five. A success takes it back
 * (`forgive`). @throws AppError too-many, the same for known and unknown accounts
 */
export async function countAttempt(db: Db, key: string, limit: AttemptLimit, now: Date): Promise<void> {
  const until = await db.$transaction(async (tx) => {
    await tx.$executeRaw`
      insert into rate_limit (id, key, count, last_request) values (${randomUUID()}::uuid, ${key}, 0, ${now.getTime()})
      on conflict (key) do nothing`;
    const [row] = await tx.$queryRaw<{ count: number; last: number }[]>`
      select count, last_request::float8 as last from rate_limit where key = ${key} for update`;
    if (row === undefined) return null;
    const lockedUntil = row.last + lockFor(limit, row.count);
    if (lockedUntil > now.getTime()) return lockedUntil;
    const forgotten = now.getTime() > lockedUntil + limit.forgetMs;
    const count = forgotten ? 1 : row.count + 1;
    await tx.$executeRaw`update rate_limit set count = ${count}, last_request = ${now.getTime()} where key = ${key}`;
    return null;
  });
  if (until !== null) throw tooMany(until, now);
}

const tooMany = (until: number, now: Date): AppError =>
  new AppError('too-many', `too many tries; again in ${Math.ceil((until - now.getTime()) / MINUTE)} min`, {
    errors: [{ path: 'until', detail: new Date(until).toISOString() }],
  });

/** Takes one try back, or with `all` every one. */
export async function forgive(db: Pick<Db, '$executeRaw'>, key: string, all: boolean): Promise<void> {
  if (all) await db.$executeRaw`delete from rate_limit where key = ${key}`;
  else await db.$executeRaw`update rate_limit set count = greatest(0, count - 1) where key = ${key}`;
}

/** Until when e-mail addresses are locked; the others are not in the answer. */
export async function lockedUntil(db: Db, emails: readonly string[], now: Date): Promise<Map<string, Date>> {
  const rows = await db.rateLimit.findMany({ where: { key: { in: emails.map(emailKey) } } });
  const ends = new Map(
    rows.map(({ key, count, lastRequest }) => [key, Number(lastRequest) + lockFor(ACCOUNT_LIMIT, count)]),
  );
  return new Map(
    emails.flatMap((email) => {
      const end = ends.get(emailKey(email)) ?? 0;
      return end > now.getTime() ? [[email, new Date(end)] as const] : [];
    }),
  );
}

/** Drops counts that nobody needs any more. */
export async function dropOldAttempts(db: Db, now: Date): Promise<void> {
  await db.rateLimit.deleteMany({ where: { lastRequest: { lt: now.getTime() - 2 * LONGEST_MS } } });
}

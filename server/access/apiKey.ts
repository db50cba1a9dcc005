import type { Db, Tx } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { appendTrail } from '@/server/trail/appendTrail';
import type { TrailEntry } from '@/server/trail/trailEntry';
import { tellAccessChanged } from './accessChannel';
import { requireGrantable } from './accounts';
import { type Principal, SCOPES, type Scope, whoOf } from './principal';
import { hashToken, makeToken } from './token';

const CONFIGURED = 'SIGHTLINE_API_KEY';

/** A key that is used says so this often. */
const USED_MS = 60_000;

/** What the operator's key may do: whatever it is copied to, it hands out no rights. Administrators make keys for less. */
const OPERATOR_SCOPES = SCOPES.filter((scope) => scope !== 'administer');

/** Enough of a key to know it again by. */
const HINT_LETTERS = 7;

/**
 * Makes sure that a key exists: the configured one, else one that is made at the first start.
 * Answers the key in clear only when it was made just now; it cannot be shown again.
 */
export async function ensureApiKey(
  db: Db,
  configured: string | undefined,
  now = new Date(),
): Promise<{ key: string | null }> {
  if (configured !== undefined) {
    await db.$transaction((tx) => addKey(tx, configured, CONFIGURED, now));
    await db.$transaction((tx) => removeFormer(tx, configured, now));
    return { key: null };
  }
  if ((await db.apiKey.count()) > 0) return { key: null };
  const key = makeToken('sl');
  await db.$transaction((tx) => addKey(tx, key, 'first start', now));
  return { key };
}

/** A changed setting is how an operator revokes the key that stood there before. */
async function removeFormer(tx: Tx, configured: string, now: Date): Promise<void> {
  const former = await tx.apiKey.findMany({
    where: { name: CONFIGURED, sha256: { not: hashToken(configured) } },
    select: { id: true },
  });
  if (former.length === 0) return;
  await tx.apiKey.deleteMany({ where: { id: { in: former.map(({ id }) => id) } } });
  await appendTrail(
    tx,
    former.map(({ id }) => keyRecord(id, 'operator', now, { change: 'removed' })),
  );
}

async function addKey(tx: Tx, key: string, name: string, now: Date): Promise<void> {
  const sha256 = hashToken(key);
  const scopes = OPERATOR_SCOPES;
  const known = await tx.apiKey.findUnique({ where: { sha256 } });
  // The setting is the operator's word: it counts, whatever was clicked before.
  const update = { scopes, revokedAt: null };
  const { id } = await tx.apiKey.upsert({
    where: { sha256 },
    update,
    create: {
      sha256,
      name,
      scopes,
      createdBy: 'operator',
      hint: key.startsWith('sl_') ? key.slice(0, HINT_LETTERS) : null,
    },
  });
  const unchanged = known?.revokedAt === null && [...known.scopes].sort().join() === [...scopes].sort().join();
  if (unchanged) return;
  await appendTrail(tx, [
    keyRecord(id, 'operator', now, { change: known === null ? 'created' : 'set again', scopes: [...scopes] }),
  ]);
}

const keyRecord = (id: string, actor: string, at: Date, body: TrailEntry['body']): TrailEntry => ({
  ...{ kind: 'key:changed', at, actor, subjects: [`key:${id}`], body },
});

/** The principal behind a bearer key, or null when the key is not known, revoked or over. */
export async function principalOfKey(db: Db, key: string, now = new Date()): Promise<Principal | null> {
  const row = await db.apiKey.findUnique({ where: { sha256: hashToken(key) } });
  if (row === null || row.revokedAt !== null || (row.expiresAt !== null && row.expiresAt <= now)) return null;
  if (row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() > USED_MS)
    await db.apiKey.updateMany({ where: { id: row.id }, data: { lastUsedAt: now } });
  return { kind: 'key', id: row.id, role: null, scopes: SCOPES.filter((scope) => row.scopes.includes(scope)) };
}

/** A key as administrators see it. */
export type KeyRow = {
  keyId: string;
  name: string;
  hint: string | null;
  scopes: Scope[];
  createdBy: string | null;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

/** Keys, newest first, revoked ones too. `cursor`: id of the last one of the page before; `by`: made by that account. */
export async function listKeys(
  db: Db,
  cursor: string | undefined,
  limit: number,
  by?: string,
): Promise<{ rows: KeyRow[]; nextCursor: string | null }> {
  const found = await db.apiKey.findMany({
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: limit + 1,
    ...(by !== undefined && { where: { createdBy: `account ${by}` } }),
    ...(cursor !== undefined && { cursor: { id: cursor }, skip: 1 }),
  });
  const rows = found.slice(0, limit).map(({ id, sha256: _, scopes, ...row }) => ({
    keyId: id,
    ...row,
    scopes: SCOPES.filter((scope) => scopes.includes(scope)),
  }));
  return { rows, nextCursor: found.length > limit ? (rows.at(-1)?.keyId ?? null) : null };
}

export type NewKey = { name: string; scopes: readonly Scope[]; expiresAt: Date | null };

/** Makes a key; the answer is the only time that it is seen. @throws AppError forbidden for scopes that `by` has not */
export async function createKey(
  db: Db,
  asked: NewKey,
  by: Principal,
  now: Date,
): Promise<{ keyId: string; key: string }> {
  requireGrantable(by, asked.scopes);
  const key = makeToken('sl');
  return db.$transaction(async (tx) => {
    const { id } = await tx.apiKey.create({
      data: {
        sha256: hashToken(key),
        name: asked.name,
        scopes: [...asked.scopes],
        hint: key.slice(0, HINT_LETTERS),
        createdBy: whoOf(by),
        createdAt: now,
        expiresAt: asked.expiresAt,
      },
    });
    const body = { change: 'created', scopes: asked.scopes, expiresAt: asked.expiresAt?.toISOString() ?? null };
    await appendTrail(tx, [keyRecord(id, whoOf(by), now, body)]);
    return { keyId: id, key };
  });
}

/** Revokes a key at once, its open sockets too. @throws AppError not-found */
export async function revokeKey(db: Db, keyId: string, by: Principal, now: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.apiKey.updateMany({ where: { id: keyId, revokedAt: null }, data: { revokedAt: now } });
    if (count === 0) throw new AppError('not-found', 'no key that works has this id');
    await appendTrail(tx, [keyRecord(keyId, whoOf(by), now, { change: 'revoked' })]);
    await tellAccessChanged(tx);
  });
}

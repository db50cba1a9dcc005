import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Db, Tx } from '@/server/db/client';
import { isSigned, keyIdOf, publicPem } from './checkpoint';
import { checkpointOf } from './readTrail';

/** A key that signed checkpoints. `from` and `to`: the first and the last of them; null for one that has not signed yet. */
export type SigningKey = {
  keyId: string;
  /** sha256 of the public key (SPKI, DER), hex; null where the trail vouches for no key of this id. */
  fingerprint: string | null;
  pem: string | null;
  checkpoints: number;
  from: { seq: number; at: string } | null;
  to: { seq: number; at: string } | null;
  /** Whether it is the one that signs now. */
  current: boolean;
};

/** What the record of a checkpoint is about when it introduces a key, whose PEM it then holds. */
export const keySubject = (keyId: string): string => `signing-key:${keyId}`;

/** Whether the trail holds the public key already. */
export const isIntroduced = async (tx: Tx, keyId: string): Promise<boolean> =>
  (await tx.trailRecord.findFirst({ where: introduction([keyId]), select: { seq: true } })) !== null;

const introduction = (keyIds: string[]) => ({
  kind: 'checkpoint:signed',
  subjects: { hasSome: keyIds.map(keySubject) },
});

const introducing = z.object({ body: z.object({ publicKey: z.string().max(1_000) }) });

/**
 * Public keys that the trail holds and that one of `trusted` vouches for: what introduced them lies before a checkpoint
 * that it signed. A key that somebody slipped into a trail that was made anew is none of them.
 */
export async function keysInTrail(db: Db, trusted: readonly KeyObject[]): Promise<KeyObject[]> {
  const ids = trusted.map(keyIdOf);
  const last = await db.trailCheckpoint.findFirst({ where: { keyId: { in: ids } }, orderBy: { seq: 'desc' } });
  if (last === null || !isSigned(checkpointOf(last), trusted)) return [];
  const others = await db.trailCheckpoint.findMany({
    where: { keyId: { notIn: ids } },
    ...{ distinct: ['keyId'], select: { keyId: true } },
  });
  const rows = await db.trailRecord.findMany({
    where: { ...introduction(others.map(({ keyId }) => keyId)), seq: { lte: last.seq } },
    orderBy: { seq: 'asc' },
    take: 100,
  });
  return rows.flatMap(({ content, subjects }) => {
    const key = publicKeyOf(content);
    return key !== null && subjects.includes(keySubject(keyIdOf(key))) ? [key] : [];
  });
}

function publicKeyOf(content: string): KeyObject | null {
  try {
    return createPublicKey(introducing.parse(JSON.parse(content)).body.publicKey);
  } catch {
    return null;
  }
}

type Span = { keyId: string; checkpoints: number; first: number; last: number; firstAt: Date; lastAt: Date };

/** All keys that ever signed, the one that signs now and the newest first. */
export async function signingKeys(db: Db, current: KeyObject): Promise<SigningKey[]> {
  const spans = await db.$queryRaw<Span[]>`
    select key_id as "keyId", count(*)::int as checkpoints, min(seq)::float8 as first, max(seq)::float8 as last,
      min(at) as "firstAt", max(at) as "lastAt"
    from trail_checkpoint group by key_id order by max(seq) desc`;
  const known = new Map([current, ...(await keysInTrail(db, [current]))].map((key) => [keyIdOf(key), key]));
  const own = keyIdOf(current);
  const rows = spans.map(({ keyId, checkpoints, first, last, firstAt, lastAt }) => ({
    ...{ keyId, checkpoints, current: keyId === own, ...describe(known.get(keyId)) },
    from: { seq: first, at: firstAt.toISOString() },
    to: { seq: last, at: lastAt.toISOString() },
  }));
  const unused = { keyId: own, checkpoints: 0, current: true, ...describe(current), from: null, to: null };
  return rows.some((row) => row.current)
    ? rows.toSorted((a, b) => Number(b.current) - Number(a.current))
    : [unused, ...rows];
}

const describe = (key: KeyObject | undefined): Pick<SigningKey, 'fingerprint' | 'pem'> =>
  key === undefined ? { fingerprint: null, pem: null } : { fingerprint: fingerprintOf(key), pem: publicPem(key) };

const fingerprintOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(createPublicKey(publicPem(key)).export({ type: 'spki', format: 'der' }))
    .digest('hex');

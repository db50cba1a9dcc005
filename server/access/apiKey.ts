import type { Db } from '@/server/db/client';
import { type Principal, SCOPES } from './principal';
import { hashToken, makeToken } from './token';

const CONFIGURED = 'SIGHTLINE_API_KEY';

/**
 * Makes sure that a key exists: the configured one, else one that is made at the first start.
 * Answers the key in clear only when it was made just now; it cannot be shown again.
 */
export async function ensureApiKey(db: Db, configured: string | undefined): Promise<{ key: string | null }> {
  if (configured !== undefined) {
    await addKey(db, configured, CONFIGURED);
    // A changed setting is how an operator revokes the key that stood there before.
    await db.apiKey.deleteMany({ where: { name: CONFIGURED, sha256: { not: hashToken(configured) } } });
    return { key: null };
  }
  if ((await db.apiKey.count()) > 0) return { key: null };
  const key = makeToken('sl');
  await addKey(db, key, 'first start');
  return { key };
}

async function addKey(db: Db, key: string, name: string): Promise<void> {
  const sha256 = hashToken(key);
  const scopes = [...SCOPES];
  await db.apiKey.upsert({ where: { sha256 }, update: { scopes }, create: { sha256, name, scopes } });
}

/** The principal behind a bearer key, or null when the key is not known. */
export async function principalOfKey(db: Db, key: string): Promise<Principal | null> {
  const sha256 = hashToken(key);
  const row = await db.apiKey.findUnique({ where: { sha256 } });
  if (row === null) return null;
  return { kind: 'key', id: sha256.slice(0, 16), scopes: SCOPES.filter((scope) => row.scopes.includes(scope)) };
}

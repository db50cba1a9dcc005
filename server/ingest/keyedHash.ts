import { createHmac, randomBytes } from 'node:crypto';
import type { Db } from '@/server/db/client';

/** Turns an identifier into a pseudonym; the same identifier always gives the same one in this installation. */
export type KeyedHash = (text: string) => string;

/** HMAC-SHA256 under `key`, cut to 128 bits, as hex. Without the key it can be neither reversed nor guessed. */
export const keyedHash =
  (key: Uint8Array): KeyedHash =>
  (text) =>
    createHmac('sha256', key).update(text).digest('hex').slice(0, 32);

/** The installation's own keyed hash; its key is made at first use and stays in the database. */
export async function installationHash(db: Db): Promise<KeyedHash> {
  const name = 'keyed-hash';
  const known = await db.secret.findUnique({ where: { name } });
  if (known !== null) return keyedHash(known.value);
  // Of two that find none, one writes it and both read it.
  await db.secret.createMany({ data: [{ name, value: new Uint8Array(randomBytes(32)) }], skipDuplicates: true });
  const { value } = await db.secret.findUniqueOrThrow({ where: { name } });
  return keyedHash(value);
}

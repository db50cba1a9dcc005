import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Db } from '@/server/db/client';
import { type CheckpointFile, publicPem } from './checkpoint';
import { readCheckpoints, readTrail } from './readTrail';
import { keysInTrail, signingKeys } from './signingKeys';
import { TAR_END, tarHeader, tarPadding } from './tarHeader';

/** Text that goes with every bundle: how to verify it, and the program that does. */
const ENCLOSED = ['README.txt', 'verify.mjs'];

export type BundleRange = { from: number; to: number };

/** The checkpoints of the database with the public keys that signed them, as they are held outside. */
export async function checkpointsFile(db: Db, key: KeyObject): Promise<CheckpointFile> {
  const keys = [key, ...(await keysInTrail(db, [key]))];
  return { checkpoints: await readCheckpoints(db), publicKeys: keys.map(publicPem) };
}

/**
 * Records from `from` to `to` as a tar that verifies by itself: some records a file, checkpoints, public keys, and a
 * program that needs only Node. Nothing is held but the piece in hand.
 */
export async function* trailBundle(db: Db, key: KeyObject, { from, to }: BundleRange): AsyncGenerator<Buffer> {
  for (const name of ENCLOSED) yield entry(name, readFileSync(resolve('server/trail/standalone', name)));
  yield entry('public-key.pem', Buffer.from(publicPem(key)));
  yield entry('public-keys.json', Buffer.from(JSON.stringify(await signingKeys(db, key), null, 1)));
  yield entry('checkpoints.json', Buffer.from(JSON.stringify(await checkpointsFile(db, key), null, 1)));
  yield entry('bundle.json', Buffer.from(JSON.stringify({ format: 'sightline-trail-bundle-1', from, to })));
  for await (const records of readTrail(db, from, to)) {
    const first = String(records[0]?.seq ?? 0).padStart(12, '0');
    const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
    yield entry(`records/${first}.ndjson`, Buffer.from(lines));
  }
  yield TAR_END;
}

const entry = (name: string, bytes: Buffer): Buffer =>
  Buffer.concat([tarHeader(`trail/${name}`, bytes.length), bytes, tarPadding(bytes.length)]);

import type { Tx } from '@/server/db/client';
import { holdFiles } from '@/server/db/lockFile';
import { noteLooseFiles } from '@/server/db/looseFile';
import { AppError } from '@/server/problem/appError';
import { addJob } from '@/server/queue/addJob';
import { PRIORITY } from '@/server/queue/job';
import type { FileStore } from '@/server/store/fileStore';
import type { EncodedMask } from './compute/task';

/** A mask whose bytes are in the store. */
export type KeptMask = Omit<EncodedMask, 'bytes'> & { sha256: string };

/** Keeps the bytes of an image's masks; before the transaction, since the store is content-addressed. */
export function keepMasks(store: FileStore, masks: EncodedMask[]): Promise<KeptMask[]> {
  return Promise.all(masks.map(async ({ bytes, ...mask }) => ({ ...mask, sha256: (await store.put(bytes)).sha256 })));
}

/** A mask that others have too (an empty one, a frame) may have been removed with theirs since it was kept. */
export async function requireFiles(tx: Tx, store: FileStore, masks: KeptMask[]): Promise<void> {
  const sha256s = [...new Set(masks.map(({ sha256 }) => sha256))];
  await holdFiles(tx, sha256s);
  const there = await Promise.all(sha256s.map((sha256) => store.has(sha256)));
  if (there.includes(false)) throw new AppError('unavailable', 'the file of a mask was removed meanwhile');
}

/** An image is gone, and with it the need for masks that were kept for it. */
export async function leaveMasks(tx: Tx, masks: KeptMask[]): Promise<void> {
  if (masks.length === 0) return;
  await noteLooseFiles(
    tx,
    masks.map(({ sha256 }) => sha256),
  );
  await addJob(tx, 'sweep-files', {}, { key: 'sweep-files', priority: PRIORITY.backfill });
}

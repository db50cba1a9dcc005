import type { Db } from '@/server/db/client';
import { unneededFiles } from '@/server/db/unneededFiles';
import type { FileStore } from '@/server/store/fileStore';

export type Swept = { files: number; halfWritten: number };

/**
 * Removes what a killed upload or reading leaves in the store: whole files from before `time` (ms) that no row needs,
 * and half-written ones. Each is removed under its lock (see `unneededFiles`), so that nobody who writes such a row
 * meanwhile is left without.
 */
export async function sweepStore({ db, store }: { db: Db; store: FileStore }, time: number): Promise<Swept> {
  const halfWritten = await store.clearHalfWritten(time);
  let files = 0;
  for await (const old of store.olderThan(time)) {
    files += await db.$transaction(async (tx) => {
      const unneeded = await unneededFiles(tx, old);
      await Promise.all(unneeded.map((sha256) => store.remove(sha256)));
      return unneeded.length;
    });
  }
  return { files, halfWritten };
}

import type { Db } from '@/server/db/client';
import { unneededFiles } from '@/server/db/unneededFiles';
import type { FileStore } from '@/server/store/fileStore';

/** Removes files that no row needs, each under its lock. `made`: what a refused delivery put into the store. */
export async function removeOrphans(db: Db, store: FileStore, made: readonly string[]): Promise<void> {
  for (const sha256 of made) {
    await db.$transaction(async (tx) => {
      if ((await unneededFiles(tx, [sha256])).length > 0) await store.remove(sha256);
    });
  }
}

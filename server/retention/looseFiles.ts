import type { Db } from '@/server/db/client';
import { unneededFiles } from '@/server/db/unneededFiles';
import type { FileStore } from '@/server/store/fileStore';

/** Files looked at in one transaction: their locks are held until its end. */
const BATCH = 200;

/**
 * Removes a batch of noted files that no row needs, each under its lock (see `unneededFiles`), so that nobody who writes such
 * a row meanwhile is left without. Answers how many were looked at; 0 when none is left.
 */
export async function removeLooseFiles(db: Db, store: FileStore): Promise<number> {
  return db.$transaction(async (tx) => {
    const noted = await tx.looseFile.findMany({ orderBy: { sha256: 'asc' }, take: BATCH });
    const all = noted.map(({ sha256 }) => sha256);
    if (all.length === 0) return 0;
    const unneeded = await unneededFiles(tx, all);
    await Promise.all(unneeded.map((sha256) => store.remove(sha256)));
    await tx.looseFile.deleteMany({ where: { sha256: { in: all } } });
    return all.length;
  });
}

/** Removes all noted files that no row needs. */
export async function sweepFiles({ db, store }: { db: Db; store: FileStore }): Promise<void> {
  while ((await removeLooseFiles(db, store)) > 0);
}

import type { Db } from '@/server/db/client';
import type { FileStore } from '@/server/store/fileStore';

/** Files looked at in one transaction: their locks are held until its end. */
const BATCH = 200;

/**
 * Removes a batch of noted files that no row needs, each under its lock (see `lockFile`), so that nobody who writes such
 * a row meanwhile is left without. Answers how many were looked at; 0 when none is left.
 */
export async function removeLooseFiles(db: Db, store: FileStore): Promise<number> {
  return db.$transaction(async (tx) => {
    const noted = await tx.looseFile.findMany({ orderBy: { sha256: 'asc' }, take: BATCH });
    const all = noted.map(({ sha256 }) => sha256);
    if (all.length === 0) return 0;
    await tx.$queryRaw`
      select count(pg_advisory_xact_lock(hashtextextended('file:' || file.sha256, 0))) as locked
      from unnest(${all}::text[]) as file (sha256)`;
    const unneeded = await tx.$queryRaw<{ sha256: string }[]>`
      select file.sha256
      from unnest(${all}::text[]) as file (sha256)
      where not exists (select 1 from instance i where i.file_sha256 = file.sha256)
        and not exists (select 1 from mask m where m.sha256 = file.sha256)
        and not exists (select 1 from model_version v where v.sha256 = file.sha256)
        and not exists (select 1 from registration r where r.sha256 = file.sha256 and r.status <> 'refused')`;
    await Promise.all(unneeded.map(({ sha256 }) => store.remove(sha256)));
    await tx.looseFile.deleteMany({ where: { sha256: { in: all } } });
    return all.length;
  });
}

/** Removes all noted files that no row needs. */
export async function sweepFiles({ db, store }: { db: Db; store: FileStore }): Promise<void> {
  while ((await removeLooseFiles(db, store)) > 0);
}

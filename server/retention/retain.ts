import type { Db } from '@/server/db/client';
import type { FileStore } from '@/server/store/fileStore';
import { removeLooseFiles } from './looseFiles';
import { type Doomed, removeInstances } from './removeInstances';
import { retentionLimit } from './retentionLimit';
import { sealMonths } from './sealMonths';

export type RetentionContext = { db: Db; store: FileStore; now: () => Date; months: number | undefined };

/** What went. */
export type Retained = { months: number; instances: number; files: number };

const BATCH = 200;

/**
 * Takes away what is older than is kept: results by dropping their month, then images in batches with all that hangs on
 * them, then their files. Aggregates of that time stay. What is cut short goes on at the next call. Without `months`
 * everything is kept.
 */
export async function retain({ db, store, now, months }: RetentionContext): Promise<Retained> {
  if (months === undefined) return { months: 0, instances: 0, files: 0 };
  const dropped = await sealMonths(db, retentionLimit(now(), months));
  const instances = await repeat(() => removeSealed(db, now()));
  return { months: dropped, instances, files: await repeat(() => removeLooseFiles(db, store)) };
}

/** Deletes a batch of images from before the seal; answers how many. */
function removeSealed(db: Db, at: Date): Promise<number> {
  return db.$transaction(async (tx) => {
    // Locked in the order of ids, as by everybody.
    const doomed = await tx.$queryRaw<Doomed[]>`
      select id, series_id as "seriesId", file_sha256 as "fileSha256"
      from instance
      where id = any(array(
        select i.id
        from instance i
        where coalesce(i.acquired_at, i.received_at) < (select sealed_before from rollup_state)
        order by coalesce(i.acquired_at, i.received_at)
        limit ${BATCH}
      ))
      order by id for update`;
    if (doomed.length > 0) await removeInstances(tx, doomed, { actor: 'system retention', at });
    return doomed.length;
  });
}

async function repeat(step: () => Promise<number>): Promise<number> {
  let sum = 0;
  for (let done = await step(); done > 0; done = await step()) sum += done;
  return sum;
}

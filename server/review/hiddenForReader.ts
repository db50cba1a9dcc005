import { type Db, db as processDb } from '@/server/db/client';

/**
 * Images whose scores, maps, flags and truths must not be shown to an account now: it is to read them unaided and has not
 * committed. A claim that is over hides them still, until the reader commits, gives the case back, or somebody takes it.
 */
export async function hiddenForReader(readerId: string, db: Db = processDb()): Promise<Set<string>> {
  const rows = await db.reviewRead.findMany({
    where: { readerId, state: 'claimed', revealedAt: null, item: { unaidedFirst: true, withdrawnAt: null } },
    select: { item: { select: { instanceId: true } } },
  });
  return new Set(rows.map(({ item }) => item.instanceId));
}

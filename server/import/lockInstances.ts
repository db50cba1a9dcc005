import type { Tx } from '@/server/db/client';

/** Holds the rows of these instances until the transaction ends; in one order, as everybody does. */
export async function lockInstances(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$queryRaw`
    select id from instance where id = any(${[...new Set(ids)]}::uuid[]) order by instance.id for update`;
}

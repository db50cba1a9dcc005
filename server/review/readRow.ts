import type { Tx } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';

/** A reader's place at an item, locked until the transaction ends. */
export type ReadRow = {
  id: string;
  itemId: string;
  instanceId: string;
  findingId: number;
  ordinal: number;
  state: string;
  readerId: string | null;
  unaidedFirst: boolean;
  claimedAt: Date | null;
  expiresAt: Date | null;
  revealedAt: Date | null;
  doneAt: Date | null;
};

/** Locks the item with all its reads, so that two readers of one item follow each other. @throws AppError not-found */
export async function lockRead(tx: Tx, readId: string): Promise<ReadRow> {
  await tx.$queryRaw`
    select 1 as held
    from review_item i
    where i.id = (select item_id from review_read where id = ${readId}::uuid)
    for update`;
  const [row] = await tx.$queryRaw<ReadRow[]>`
    select r.id::text as id, r.item_id::text as "itemId", i.instance_id::text as "instanceId",
      i.finding_id as "findingId", r.ordinal, r.state, r.reader_id::text as "readerId",
      i.unaided_first as "unaidedFirst", r.claimed_at as "claimedAt", r.expires_at as "expiresAt",
      r.revealed_at as "revealedAt", r.done_at as "doneAt"
    from review_read r join review_item i on i.id = r.item_id
    where r.id = ${readId}::uuid
    for update of r`;
  if (row === undefined) throw new AppError('not-found', 'no read has this id');
  return row;
}

/**
 * The read, which its reader holds. A claim that is over counts as long as nobody else took it.
 * @throws AppError not-found; conflict when it is somebody else's, done, or withdrawn
 */
export async function heldRead(tx: Tx, readId: string, readerId: string): Promise<ReadRow> {
  const row = await lockRead(tx, readId);
  if (row.state !== 'claimed' || row.readerId !== readerId)
    throw new AppError('conflict', 'this case is not yours any more: the claim ended, or it is done');
  return row;
}

/** What the audit trail names a read by. */
export const subjectsOf = ({ instanceId, itemId, id }: Pick<ReadRow, 'instanceId' | 'itemId' | 'id'>): string[] => [
  `instance:${instanceId}`,
  `review-item:${itemId}`,
  `review-read:${id}`,
];

import { z } from 'zod';
import { type Db, db as processDb } from '@/server/db/client';
import type { TrailRow } from '@/server/queries/trail';

/** A record as a reader sees it. `content` null: held back until all reads of its item are done. */
export type ShownRecord = Omit<TrailRow, 'content'> & { content: string | null };

/** What stands in place of such a content. */
export const HELD_BACK = 'held back until all reads of this case are done, since you may still read it';

/** What the record of cases that came into the queue says: of each item its arm, too. */
const queued = z.object({ body: z.object({ items: z.array(z.object({ itemId: z.uuid() })) }) });

/** The items that a record is about; of those that came into the queue there may be many in one record. */
function itemsOf({ kind, subjects, content }: TrailRow): string[] {
  if (!kind.startsWith('review:')) return [];
  if (kind === 'review:queued') return queuedItems(content);
  return subjects.flatMap((subject) => /^review-item:(.+)$/.exec(subject)?.[1] ?? []);
}

/** None where the content is not what was written: that is for the verification to say. */
function queuedItems(content: string): string[] {
  try {
    return queued.parse(JSON.parse(content)).body.items.map(({ itemId }) => itemId);
  } catch {
    return [];
  }
}

/**
 * Records of the audit trail without what would tell a reader another's verdict, or why a case is in the queue: the
 * content of those about an item that is not finished, and of which this reader has no read that is done.
 */
export async function withoutHeldBack(
  rows: readonly TrailRow[],
  readerId: string,
  db: Db = processDb(),
): Promise<ShownRecord[]> {
  const about = new Map(rows.map((row) => [row.seq, itemsOf(row)]));
  const ids = [...new Set([...about.values()].flat())];
  if (ids.length === 0) return [...rows];
  const held = await db.$queryRaw<{ id: string }[]>`
    select i.id::text as id
    from review_item i
    where i.id = any(${ids}::uuid[]) and i.withdrawn_at is null
      and exists (select 1 from review_read r where r.item_id = i.id and r.state <> 'done')
      and not exists (
        select 1 from review_read r where r.item_id = i.id and r.state = 'done' and r.reader_id = ${readerId}::uuid
      )`;
  const items = new Set(held.map(({ id }) => id));
  return rows.map((row) => (about.get(row.seq)?.some((id) => items.has(id)) ? { ...row, content: null } : row));
}

/**
 * Whether a reader holds a read that the raw trail would tell something of: the arm of what is being read now, or what
 * somebody else has said of it, even when the claim is over.
 */
export async function holdsRead(readerId: string, now: Date, db: Db = processDb()): Promise<boolean> {
  const other = { readerId: { not: readerId }, reviews: { some: { withdrawnAt: null } } };
  const read = await db.reviewRead.findFirst({
    where: {
      ...{ readerId, state: 'claimed', item: { withdrawnAt: null } },
      OR: [{ expiresAt: { gt: now } }, { item: { reviewReads: { some: other } } }],
    },
    select: { id: true },
  });
  return read !== null;
}

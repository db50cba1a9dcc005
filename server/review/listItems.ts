import { type Db, db as processDb } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { decodeCursor, encodeCursor } from '@/server/queries/cursor';

/** A case of the queue as everybody may see it: neither why it is there, nor whether it is read twice, nor what was said. */
export type WaitingItem = {
  itemId: string;
  instanceId: string;
  model: string;
  finding: string;
  unaidedFirst: boolean;
  /** Somebody is at it. */
  isClaimed: boolean;
  queuedAt: string;
};

type Row = Omit<WaitingItem, 'queuedAt'> & { queuedAt: Date; key: number };

/** Cases that wait for a read or are being read, oldest first: their order here does not tell why they were queued. */
export async function listItems(
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  now: Date,
  db: Db = processDb(),
): Promise<{ rows: WaitingItem[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : decodeCursor(cursor);
  const beyond =
    after === null
      ? Prisma.empty
      : Prisma.sql`and (i.queued_at, i.id) > (to_timestamp(${after.key}::float8), ${after.id}::uuid)`;
  const rows = await db.$queryRaw<Row[]>`
    select i.id::text as "itemId", i.instance_id::text as "instanceId", m.name || '@' || v.version as model,
      f.name as finding, i.unaided_first as "unaidedFirst", r.claimed as "isClaimed", i.queued_at as "queuedAt",
      extract(epoch from i.queued_at)::float8 as key
    from review_item i
    join finding f on f.id = i.finding_id
    join model_version v on v.id = f.version_id
    join model m on m.id = v.model_id
    cross join lateral (
      select bool_or(r.state <> 'done') as waits, bool_or(r.state = 'claimed' and r.expires_at > ${now}) as claimed
      from review_read r where r.item_id = i.id
    ) r
    where i.withdrawn_at is null and r.waits ${beyond}
    order by i.queued_at, i.id
    limit ${limit + 1}`;
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.slice(0, limit).map(({ key: _, queuedAt, ...row }) => ({ ...row, queuedAt: queuedAt.toISOString() })),
    nextCursor: last === undefined ? null : encodeCursor({ key: last.key, id: last.itemId }),
  };
}

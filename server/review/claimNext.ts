import { z } from 'zod';
import { type Db, db as processDb, type Tx } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { appendEvents } from '@/server/live/outbox';
import { appendTrail } from '@/server/trail/appendTrail';
import { getRead, type ReaderView } from './readerView';
import { subjectsOf } from './readRow';
import { readReviewSettings } from './reviewSettings';

/** Which case is wanted: any but those in `skip`, ids of reads; or one of an item. */
export const claimRequest = z.strictObject({
  skip: z.array(z.uuid()).max(50).default([]),
  itemId: z.uuid().optional(),
});

/** `read` null: nothing waits for this reader. `waiting`: reads that wait still. */
export type Claimed = { read: ReaderView | null; waiting: number };

type Taken = { id: string; itemId: string; instanceId: string; ordinal: number; expiresAt: Date };

/**
 * Gives a reader the next case, to nobody else at the same time: the one furthest up whose claim is open or over, and of
 * which the reader has no other read. A reader who holds one already is given that again, with time anew.
 */
export async function claimNext(
  { skip, itemId }: z.input<typeof claimRequest>,
  readerId: string,
  now: Date,
  db: Db = processDb(),
): Promise<Claimed> {
  const readId = await db.$transaction(async (tx) => {
    // Of one reader one claim at a time: two windows would else take both reads of an item.
    await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`reader ${readerId}`}, 0))::text as held`;
    const { claimMinutes } = await readReviewSettings(tx);
    const expiresAt = new Date(now.getTime() + claimMinutes * 60_000);
    const held = await heldBy(tx, readerId, { skip: skip ?? [], itemId, now, expiresAt });
    if (held !== null) return held;
    const taken = await take(tx, readerId, { skip: skip ?? [], itemId, now, expiresAt });
    if (taken === null) return null;
    await forgetFormer(tx, taken.id, readerId, now);
    await appendTrail(tx, [
      {
        ...{ kind: 'review:claimed', at: now, actor: `account ${readerId}`, subjects: subjectsOf(taken) },
        body: { itemId: taken.itemId, readId: taken.id, ordinal: taken.ordinal, until: taken.expiresAt.toISOString() },
      },
    ]);
    await appendEvents(tx, [{ type: 'review:changed', payload: {} }]);
    return taken.id;
  });
  const waiting = await countWaiting(readerId, now, db);
  return { read: readId === null ? null : await getRead(readId, readerId, db), waiting };
}

type Wanted = { skip: readonly string[]; itemId: string | undefined; now: Date; expiresAt: Date };

const wantedOf = ({ skip, itemId }: Wanted): Prisma.Sql => Prisma.sql`
  i.withdrawn_at is null and r.id <> all(${[...skip]}::uuid[])
  ${itemId === undefined ? Prisma.empty : Prisma.sql`and i.id = ${itemId}::uuid`}`;

/** What the reader holds and nobody took: the claim that was made last. */
async function heldBy(tx: Tx, readerId: string, wanted: Wanted): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    update review_read set expires_at = ${wanted.expiresAt}
    where id = (
      select r.id from review_read r join review_item i on i.id = r.item_id
      where r.state = 'claimed' and r.reader_id = ${readerId}::uuid and r.expires_at > ${wanted.now}
        and ${wantedOf(wanted)}
      order by r.claimed_at desc
      limit 1
      for update of r
    )
    returning id::text as id`;
  return row?.id ?? null;
}

/**
 * Claims that are over are taken as open ones are. Who read the same item, holds it or saw its score is not asked again; nor
 * who gave a case back unread that is to be read unaided, since its score was not hidden from them any more.
 */
export const claimable = (readerId: string, now: Date): Prisma.Sql => Prisma.sql`
  (r.state = 'open' or (r.state = 'claimed' and r.expires_at <= ${now}))
  and not (r.state = 'open' and i.unaided_first and r.revealed_at is null and r.reader_id is not distinct from ${readerId}::uuid)
  and not exists (
    select 1 from review_read o
    where o.item_id = r.item_id and o.id <> r.id and o.reader_id = ${readerId}::uuid
      and (o.state <> 'open' or o.revealed_at is not null)
  )`;

/** Of what is claimable: furthest up first, then what has waited longest. */
export const READING_ORDER = Prisma.sql`i.priority desc, i.queued_at, r.id`;

async function take(tx: Tx, readerId: string, wanted: Wanted): Promise<Taken | null> {
  const [row] = await tx.$queryRaw<Taken[]>`
    with next as (
      select r.id, i.instance_id
      from review_read r join review_item i on i.id = r.item_id
      where ${claimable(readerId, wanted.now)} and ${wantedOf(wanted)}
      order by ${READING_ORDER}
      limit 1
      for update of r skip locked
    )
    update review_read r
    set state = 'claimed', claimed_at = ${wanted.now}, expires_at = ${wanted.expiresAt},
      revealed_at = case when r.reader_id = ${readerId}::uuid then r.revealed_at end, reader_id = ${readerId}::uuid
    from next
    where r.id = next.id
    returning r.id::text as id, r.item_id::text as "itemId", next.instance_id::text as "instanceId", r.ordinal,
      r.expires_at as "expiresAt"`;
  return row ?? null;
}

/** What a former reader said of it and did not bring to an end does not count. */
async function forgetFormer(tx: Tx, readId: string, readerId: string, now: Date): Promise<void> {
  await tx.review.updateMany({
    where: { readId, withdrawnAt: null, OR: [{ readerId: null }, { readerId: { not: readerId } }] },
    data: { withdrawnAt: now },
  });
}

/** Reads that the reader could take now. */
export async function countWaiting(readerId: string, now: Date, db: Db = processDb()): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`
    select count(*)::int as n
    from review_read r join review_item i on i.id = r.item_id
    where i.withdrawn_at is null and ${claimable(readerId, now)}`;
  return row?.n ?? 0;
}

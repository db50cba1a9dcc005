import { type Db, db as processDb } from '@/server/db/client';
import { claimable, READING_ORDER } from './claimNext';

/**
 * What waits for a reader. `waitingSince`: when the oldest came into the queue, to the minute, so that it does not name the
 * case; null when nothing waits. `findings`: what is asked, most first; over all versions, since which one is told with the
 * case. Nothing of why a case was queued.
 */
export type WhatWaits = {
  waiting: number;
  waitingSince: string | null;
  findings: { finding: string; waiting: number }[];
};

const MINUTE_MS = 60_000;

/** Reads that the reader could take now, by what they ask. */
export async function whatWaits(readerId: string, now: Date, db: Db = processDb()): Promise<WhatWaits> {
  const rows = await db.$queryRaw<{ finding: string; waiting: number; oldest: Date }[]>`
    select f.name as finding, count(*)::int as waiting, min(i.queued_at) as oldest
    from review_read r
    join review_item i on i.id = r.item_id
    join finding f on f.id = i.finding_id
    where i.withdrawn_at is null and ${claimable(readerId, now)}
    group by f.name
    order by waiting desc, finding`;
  const oldest = Math.min(...rows.map((row) => row.oldest.getTime()));
  return {
    waiting: rows.reduce((sum, row) => sum + row.waiting, 0),
    waitingSince: rows.length === 0 ? null : new Date(Math.floor(oldest / MINUTE_MS) * MINUTE_MS).toISOString(),
    findings: rows.map(({ finding, waiting }) => ({ finding, waiting })),
  };
}

/**
 * The image that the reader would be given next, as `claimNext` takes them; null when nothing waits. For the server to
 * make its picture ready: told to a reader it could be looked up before it is read unaided.
 */
export async function nextInstance(readerId: string, now: Date, db: Db = processDb()): Promise<string | null> {
  const [row] = await db.$queryRaw<{ id: string }[]>`
    select i.instance_id::text as id
    from review_read r join review_item i on i.id = r.item_id
    where i.withdrawn_at is null and ${claimable(readerId, now)}
    order by ${READING_ORDER}
    limit 1`;
  return row?.id ?? null;
}

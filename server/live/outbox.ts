import type { Tx } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import type { LiveEvent } from './events';

/** The NOTIFY channel. A notification is only a hint to look at the outbox now rather than at the next poll. */
export const OUTBOX_CHANNEL = 'sightline_outbox';

/**
 * Appends events to the outbox; call it as the last statement of a transaction. The counter's row lock is held until
 * the commit, so sequence numbers are in commit order, and a rollback takes its numbers back: no gap.
 */
export async function appendEvents(tx: Tx, events: Pick<LiveEvent, 'type' | 'payload'>[]): Promise<void> {
  if (events.length === 0) return;
  await tx.$executeRaw`
    with counter as (
      update outbox_counter set last = last + ${events.length} where id = 1 returning last - ${events.length} as base
    )
    insert into outbox (seq, type, payload)
    select counter.base + event.ordinality, event.value ->> 'type', event.value -> 'payload'
    from counter, jsonb_array_elements(${JSON.stringify(events)}::jsonb) with ordinality as event`;
  await tx.$executeRaw`select pg_notify(${OUTBOX_CHANNEL}, '')`;
}

/** Events after `since` and up to `until` (none = all), oldest first, at most `limit`. */
export async function readEvents(tx: Tx, since: number, until: number | null, limit: number): Promise<LiveEvent[]> {
  const bound = until === null ? Prisma.empty : Prisma.sql`and seq <= ${until}`;
  const rows = await tx.$queryRaw<
    { seq: number; type: LiveEvent['type']; payload: Record<string, string>; at: Date }[]
  >`
    select seq::float8 as seq, type, payload, created_at as at
    from outbox
    where seq > ${since} ${bound}
    order by seq
    limit ${limit}`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** The newest sequence number; 0 before the first event. */
export async function newestSeq(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRaw<{ last: number }[]>`select last::float8 as last from outbox_counter where id = 1`;
  return row?.last ?? 0;
}

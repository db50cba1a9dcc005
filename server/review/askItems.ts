import { z } from 'zod';
import { type Db, db as processDb } from '@/server/db/client';
import { appendEvents } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import { plainText } from '@/server/problem/plainText';
import { scopedFinding } from '@/server/queries/scopedFinding';
import { textMark } from '@/server/queries/settingStore';
import { appendTrail } from '@/server/trail/appendTrail';
import { drawByHash } from './drawByHash';
import { queueItems } from './queueItems';
import { readReviewSettings } from './reviewSettings';

/** Cases that somebody wants looked at. `model`: name@version or id. */
export const itemsRequest = z.strictObject({
  model: plainText(200),
  finding: plainText(100),
  instanceIds: z.array(z.uuid()).min(1).max(200),
});

/** `unchanged`: in the queue already, or read; `missing`: that version has not read them. */
export type AskedItems = { queued: number; unchanged: number; missing: number };

/** Puts cases into the queue by hand, ahead of flagged ones and controls. @throws AppError as `scopedFinding` */
export async function askItems(
  { model, finding, instanceIds }: z.infer<typeof itemsRequest>,
  who: string,
  now: Date,
  db: Db = processDb(),
): Promise<AskedItems> {
  const scoped = await scopedFinding({ model, finding });
  const wanted = [...new Set(instanceIds.map((id) => id.toLowerCase()))];
  return db.$transaction(async (tx) => {
    const { seed, ...settings } = await readReviewSettings(tx);
    const rows = await tx.$queryRaw<{ id: string }[]>`
      select i.id::text as id
      from instance i
      join prediction p on p.instance_id = i.id
      join finding f on f.version_id = p.version_id and f.id = ${scoped.id}
      where i.id = any(${wanted}::uuid[])
      order by i.id for key share of i`;
    const drafts = rows.map(({ id }) => ({
      ...{ instanceId: id, findingId: scoped.id, finding: scoped.finding, arm: 'asked' as const },
      priority: 1 + drawByHash(seed, 'place', id, scoped.id),
    }));
    const queued = await queueItems(tx, drafts, { seed, ...settings }, who, now);
    if (queued.length > 0) await appendEvents(tx, [{ type: 'review:changed', payload: {} }]);
    return { queued: queued.length, unchanged: rows.length - queued.length, missing: wanted.length - rows.length };
  });
}

/** Why an item leaves the queue unread. */
export const withdrawalRequest = z.strictObject({
  reason: plainText(500).refine((text) => text.length >= 3, 'say why, in a few words'),
});

/**
 * Takes an item out of the queue; what readers said of it stays, and a claim on it ends.
 * @throws AppError not-found; conflict when it was withdrawn already, or all its reads are done
 */
export async function withdrawItem(
  itemId: string,
  reason: string,
  who: string,
  now: Date,
  db: Db = processDb(),
): Promise<{ withdrawn: true }> {
  await db.$transaction(async (tx) => {
    const item = await tx.reviewItem.findUnique({ where: { id: itemId }, select: { instanceId: true } });
    if (item === null) throw new AppError('not-found', 'no item of the queue has this id');
    const { count } = await tx.reviewItem.updateMany({
      where: { id: itemId, withdrawnAt: null, reviewReads: { some: { state: { not: 'done' } } } },
      data: { withdrawnAt: now },
    });
    if (count === 0) throw new AppError('conflict', 'it does not wait any more: it was read, or withdrawn before');
    await tx.reviewRead.updateMany({
      where: { itemId, state: 'claimed' },
      data: { state: 'open', readerId: null, claimedAt: null, expiresAt: null, revealedAt: null },
    });
    await appendTrail(tx, [
      {
        ...{ kind: 'review:withdrawn', at: now, actor: who },
        subjects: [`instance:${item.instanceId}`, `review-item:${itemId}`],
        body: { what: 'item', itemId, reason: textMark(reason) },
      },
    ]);
    await appendEvents(tx, [{ type: 'review:changed', payload: {} }]);
  });
  return { withdrawn: true };
}

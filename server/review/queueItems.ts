import { randomUUID } from 'node:crypto';
import type { Tx } from '@/server/db/client';
import { appendTrail } from '@/server/trail/appendTrail';
import { drawByHash } from './drawByHash';
import type { ReviewSettings } from './reviewSettings';

/** `flagged` by a rule, `control`: drawn by chance among those without a flag, `asked`: put there by somebody. */
export const ARMS = ['flagged', 'control', 'asked'] as const;
export type Arm = (typeof ARMS)[number];

/** A case and finding to be looked at; higher priorities come first. */
export type ItemDraft = { instanceId: string; findingId: number; finding: string; arm: Arm; priority: number };

export type QueuedItem = ItemDraft & { itemId: string; reads: 1 | 2; unaidedFirst: boolean };

/**
 * Puts cases into the queue, with the reads that the settings draw for them, and tells the audit trail. What is or was
 * there already stays as it is, but a withdrawn one that is asked for comes back. Answers what is new. Takes the trail's
 * lock when there is any: call it late.
 */
export async function queueItems(
  tx: Tx,
  drafts: readonly ItemDraft[],
  settings: ReviewSettings,
  who: string,
  now: Date,
): Promise<QueuedItem[]> {
  if (drafts.length === 0) return [];
  const items = drafts.map((draft) => {
    const { instanceId, findingId } = draft;
    const isDrawn = (draw: 'second' | 'unaided', share: number) =>
      drawByHash(settings.seed, draw, instanceId, findingId) < share;
    const reads: 1 | 2 = isDrawn('second', settings.secondShare) ? 2 : 1;
    return { ...draft, itemId: randomUUID(), reads, unaidedFirst: isDrawn('unaided', settings.unaidedShare) };
  });
  const made = await tx.reviewItem.createManyAndReturn({
    data: items.map(({ itemId, instanceId, findingId, arm, priority, unaidedFirst }) => ({
      ...{ id: itemId, instanceId, findingId, arm, priority, unaidedFirst, queuedBy: who, queuedAt: now },
    })),
    skipDuplicates: true,
    select: { id: true },
  });
  const ids = new Set(made.map(({ id }) => id));
  const fresh = items.filter(({ itemId }) => ids.has(itemId));
  await tx.reviewRead.createMany({
    data: fresh.flatMap(({ itemId, reads }) =>
      [1, 2].slice(0, reads).map((ordinal) => ({ id: randomUUID(), itemId, ordinal, state: 'open' })),
    ),
  });
  const back = await comeBack(
    tx,
    items.filter(({ itemId, arm }) => arm === 'asked' && !ids.has(itemId)),
    who,
    now,
  );
  const queued = [...fresh, ...back];
  if (queued.length > 0) await appendTrail(tx, [entryOf(queued, who, now)]);
  return queued;
}

/** Withdrawn items that are asked for: their reads wait again, with the arm of who asked. */
async function comeBack(tx: Tx, asked: QueuedItem[], who: string, now: Date): Promise<QueuedItem[]> {
  const back: QueuedItem[] = [];
  for (const item of asked) {
    const { instanceId, findingId, priority } = item;
    const [row] = await tx.reviewItem.updateManyAndReturn({
      where: { instanceId, findingId, withdrawnAt: { not: null } },
      data: { withdrawnAt: null, arm: 'asked', priority, queuedBy: who, queuedAt: now },
      select: { id: true, unaidedFirst: true },
    });
    if (row === undefined) continue;
    const reads = await tx.reviewRead.count({ where: { itemId: row.id } });
    back.push({ ...item, itemId: row.id, unaidedFirst: row.unaidedFirst, reads: reads > 1 ? 2 : 1 });
  }
  return back;
}

const entryOf = (items: readonly QueuedItem[], actor: string, at: Date) => ({
  ...{ kind: 'review:queued' as const, at, actor },
  subjects: [...new Set(items.map(({ instanceId }) => `instance:${instanceId}`))],
  body: {
    items: items.map(({ itemId, instanceId, finding, findingId, arm, reads, unaidedFirst }) => ({
      ...{ itemId, instanceId, finding, findingId, arm, reads, unaidedFirst },
    })),
  },
});

import { type Db, db as processDb } from '@/server/db/client';
import { appendEvents } from '@/server/live/outbox';
import { appendTrail } from '@/server/trail/appendTrail';
import { heldRead, subjectsOf } from './readRow';
import { readReviewSettings } from './reviewSettings';

/** A sign of life: the claim holds for its minutes again. @throws AppError conflict when somebody else took it */
export async function renewClaim(
  readId: string,
  readerId: string,
  now: Date,
  db: Db = processDb(),
): Promise<{ expiresAt: string }> {
  return db.$transaction(async (tx) => {
    await heldRead(tx, readId, readerId);
    const { claimMinutes } = await readReviewSettings(tx);
    const expiresAt = new Date(now.getTime() + claimMinutes * 60_000);
    await tx.reviewRead.update({ where: { id: readId }, data: { expiresAt } });
    return { expiresAt: expiresAt.toISOString() };
  });
}

/**
 * Gives a case back. What was revealed to this reader stays known of them should they take it again.
 * @throws AppError conflict when it is not theirs any more
 */
export async function releaseClaim(
  readId: string,
  readerId: string,
  now: Date,
  db: Db = processDb(),
): Promise<{ released: true }> {
  await db.$transaction(async (tx) => {
    const row = await heldRead(tx, readId, readerId);
    await tx.reviewRead.update({
      where: { id: readId },
      data: { state: 'open', claimedAt: null, expiresAt: null },
    });
    await appendTrail(tx, [
      {
        ...{ kind: 'review:withdrawn', at: now, actor: `account ${readerId}`, subjects: subjectsOf(row) },
        body: { what: 'claim', itemId: row.itemId, readId },
      },
    ]);
    await appendEvents(tx, [{ type: 'review:changed', payload: {} }]);
  });
  return { released: true };
}

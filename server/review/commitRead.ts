import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ZONES } from '@/server/audit/zone';
import { type Db, db as processDb, type Tx } from '@/server/db/client';
import { appendEvents } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import { plainText } from '@/server/problem/plainText';
import { textMark } from '@/server/queries/settingStore';
import { appendTrail } from '@/server/trail/appendTrail';
import type { Json, TrailKind } from '@/server/trail/trailEntry';
import { UNAIDED_VERDICTS, VERDICTS } from './agreement';
import { getRead, type ReaderView, UNDO_MS } from './readerView';
import { heldRead, lockRead, type ReadRow, subjectsOf } from './readRow';

/** What a reader says before score and map are shown. */
export const unaidedAnswer = z.strictObject({ verdict: z.enum(UNAIDED_VERDICTS) });

/** Lines are kept; other control characters and invisible ones are refused. */
const note = z
  .string()
  .max(1_000)
  .transform((text) => text.replace(/\r\n?/g, '\n').trim())
  .refine(
    (text) => text === '' || text.split('\n').every((line) => line === '' || plainText(1_000).safeParse(line).success),
    'no control or invisible characters',
  );

/** What a reader says of the model. `zone`: where the evidence lies, for the wrong reason. */
export const verdictAnswer = z
  .strictObject({ verdict: z.enum(VERDICTS), zone: z.enum(ZONES).optional(), note: note.optional() })
  .refine(({ verdict, zone }) => (verdict === 'wrong-reason') === (zone !== undefined), {
    path: ['zone'],
    message: 'name the zone of the wrong reason, and of nothing else',
  });

type Unaided = z.infer<typeof unaidedAnswer>;
type Verdict = z.infer<typeof verdictAnswer>;

/**
 * Commits what a reader says unaided, which reveals score and map.
 * @throws AppError conflict when the claim is lost, or nothing is hidden from them (any more)
 */
export async function commitUnaided(
  readId: string,
  { verdict }: Unaided,
  readerId: string,
  now: Date,
  db: Db = processDb(),
): Promise<ReaderView> {
  await db.$transaction(async (tx) => {
    const row = await heldRead(tx, readId, readerId);
    if (!row.unaidedFirst || row.revealedAt !== null)
      throw new AppError('conflict', 'score and map of this case are shown already');
    const reviewId = await insertReview(tx, row, { stage: 'unaided', verdict, since: row.claimedAt, now });
    await tx.reviewRead.update({ where: { id: readId }, data: { revealedAt: now } });
    await tell(tx, row, now, [
      ['review:committed', { reviewId, stage: 'unaided', verdict }],
      ['review:revealed', {}],
    ]);
  });
  return getRead(readId, readerId, db);
}

/** Commits the verdict, which ends the read. @throws AppError conflict when the claim is lost, or the unaided answer is missing */
export async function commitVerdict(
  readId: string,
  { verdict, zone, note: said }: Verdict,
  readerId: string,
  now: Date,
  db: Db = processDb(),
): Promise<ReaderView> {
  await db.$transaction(async (tx) => {
    const row = await heldRead(tx, readId, readerId);
    if (row.unaidedFirst && row.revealedAt === null)
      throw new AppError('conflict', 'say first what you see without score and map');
    const words = said === undefined || said === '' ? null : said;
    const answer = {
      stage: 'aided',
      verdict,
      zone: zone ?? null,
      note: words,
      since: later(row.revealedAt, row.claimedAt),
    };
    const reviewId = await insertReview(tx, row, { ...answer, now });
    await tx.reviewRead.update({ where: { id: readId }, data: { state: 'done', doneAt: now, expiresAt: null } });
    const told = {
      reviewId,
      stage: 'aided',
      verdict,
      zone: zone ?? null,
      note: words === null ? null : textMark(words),
    };
    await tell(tx, row, now, [['review:committed', told]]);
  });
  return getRead(readId, readerId, db);
}

/**
 * Takes the own verdict back: it stays on record as withdrawn, and the case is the reader's again, for as long as a claim
 * holds. Within ten minutes, and not once both reads of the item are done, since then each may see the other's.
 * @throws AppError conflict
 */
export async function undoVerdict(
  readId: string,
  readerId: string,
  now: Date,
  db: Db = processDb(),
): Promise<ReaderView> {
  await db.$transaction(async (tx) => {
    const row = await lockRead(tx, readId);
    if (row.readerId !== readerId || row.state !== 'done' || row.doneAt === null)
      throw new AppError('conflict', 'there is no verdict of yours to take back');
    if (now.getTime() - row.doneAt.getTime() > UNDO_MS)
      throw new AppError('conflict', 'a verdict can be taken back within ten minutes');
    const others = await tx.reviewRead.findMany({ where: { itemId: row.itemId, id: { not: readId } } });
    if (others.length > 0 && others.every(({ state }) => state === 'done'))
      throw new AppError('conflict', 'both readers are done: a verdict cannot be taken back any more');
    const reviews = await tx.review.updateManyAndReturn({
      where: { readId, readerId, stage: 'aided', withdrawnAt: null },
      data: { withdrawnAt: now },
      select: { id: true },
    });
    await tx.reviewRead.update({
      where: { id: readId },
      data: { state: 'claimed', doneAt: null, claimedAt: now, expiresAt: new Date(now.getTime() + UNDO_MS) },
    });
    const ids = reviews.map(({ id }) => id);
    await tell(tx, row, now, [['review:withdrawn', { what: 'verdict', reviewIds: ids }]]);
  });
  return getRead(readId, readerId, db);
}

const later = (one: Date | null, other: Date | null): Date | null =>
  one === null || (other !== null && other > one) ? other : one;

type Said = {
  stage: string;
  verdict: string;
  zone?: string | null;
  note?: string | null;
  since: Date | null;
  now: Date;
};

/** Longest time that is kept: a day; a case that was left open says nothing of reading. */
const MOST_MS = 86_400_000;

async function insertReview(tx: Tx, row: ReadRow, { stage, verdict, zone, note: said, since, now }: Said) {
  const milliseconds = since === null ? 0 : Math.min(MOST_MS, Math.max(0, now.getTime() - since.getTime()));
  const { id } = await tx.review.create({
    data: {
      ...{ id: randomUUID(), readId: row.id, readerId: row.readerId, stage, verdict },
      ...{ zone: zone ?? null, note: said ?? null, milliseconds, committedAt: now },
    },
  });
  return id;
}

async function tell(tx: Tx, row: ReadRow, at: Date, told: [TrailKind, { [key: string]: Json }][]): Promise<void> {
  const actor = `account ${row.readerId}`;
  await appendTrail(
    tx,
    told.map(([kind, body]) => ({
      ...{ kind, at, actor, subjects: subjectsOf(row) },
      body: { ...body, itemId: row.itemId, readId: row.id, ordinal: row.ordinal },
    })),
  );
  await appendEvents(tx, [{ type: 'review:changed', payload: { instanceId: row.instanceId } }]);
}

import { ANATOMY_ZONES, type AnatomyZone } from '@/server/audit/zone';
import { type Db, db as processDb, type Tx } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { publicPath } from '@/server/settings';
import type { FlagFigures } from './decideFlag';
import { type ModelResult, readModelResult } from './modelResult';
import { type OtherReader, type ReasonOfItem, readOther, readReason } from './revealed';

export type { FlagFigures, ModelResult, OtherReader, ReasonOfItem };

/** `unaided`: score and map are hidden; `aided`: they are shown; `done`: so is why it was queued. */
export type ReadStage = 'unaided' | 'aided' | 'done';

export type OwnVerdict = {
  reviewId: string;
  verdict: string;
  zone: string | null;
  note: string | null;
  milliseconds: number;
  at: string;
  /** null when it cannot be taken back any more. */
  undoUntil: string | null;
};

/** A case as its reader is told of it. What is hidden at a stage is not in the answer at all. */
export type ReaderView = {
  readId: string;
  itemId: string;
  instanceId: string;
  /** `name@version`. */
  model: string;
  versionId: string;
  finding: string;
  /** First or second read; told when it is done. */
  ordinal: number | null;
  stage: ReadStage;
  unaidedFirst: boolean;
  claimedAt: string | null;
  /** null when done. */
  expiresAt: string | null;
  revealedAt: string | null;
  /** Of the plain picture; null when only predictions were sent. */
  image: string | null;
  site: string;
  viewPosition: string | null;
  portable: boolean | null;
  patientSex: string | null;
  patientAge: number | null;
  /** Where the finding may legitimately be seen. */
  zones: AnatomyZone[];
  result: ModelResult | null;
  unaided: { verdict: string; at: string } | null;
  verdict: OwnVerdict | null;
  reason: ReasonOfItem | null;
  /** The other reader's, once both are done. */
  other: OtherReader | null;
};

/** How long a verdict can be taken back, in milliseconds. */
export const UNDO_MS = 10 * 60_000;

/**
 * A read as its reader may see it now: score and map once revealed, why it was queued once it is done, and the other
 * reader's verdict once both are.
 * @throws AppError not-found unless this reader holds it or has done it
 */
export async function getRead(readId: string, readerId: string, db: Db = processDb()): Promise<ReaderView> {
  return db.$transaction((tx) => readView(tx, readId, readerId), { isolationLevel: 'RepeatableRead' });
}

async function readView(tx: Tx, readId: string, readerId: string): Promise<ReaderView> {
  const row = await findRead(tx, readId, readerId);
  if (row === null) throw new AppError('not-found', 'no read of yours has this id');
  const { item, reviews } = row;
  const { instance, finding } = item;
  const stage: ReadStage =
    row.state === 'done' ? 'done' : item.unaidedFirst && row.revealedAt === null ? 'unaided' : 'aided';
  const isDone = stage === 'done';
  const unaided = reviews.find((one) => one.stage === 'unaided');
  const aided = isDone ? reviews.find((one) => one.stage === 'aided') : undefined;
  const other = isDone ? await readOther(tx, item.id, readId) : { waits: false, told: null };
  const canUndo = other.told === null;
  return {
    ...{ readId, itemId: item.id, instanceId: instance.id, ordinal: isDone ? row.ordinal : null, stage },
    model: `${finding.version.model.name}@${finding.version.version}`,
    ...{ versionId: finding.versionId, finding: finding.name, unaidedFirst: item.unaidedFirst },
    claimedAt: row.claimedAt?.toISOString() ?? null,
    expiresAt: isDone ? null : (row.expiresAt?.toISOString() ?? null),
    revealedAt: row.revealedAt?.toISOString() ?? null,
    image: instance.fileSha256 === null ? null : publicPath(`/api/v1/instances/${instance.id}/image`),
    ...{ site: instance.site, viewPosition: instance.viewPosition, portable: instance.portable },
    ...{ patientSex: instance.patientSex, patientAge: instance.patientAge },
    zones: finding.anatomy.flatMap((zone) => ANATOMY_ZONES.find((known) => known === zone) ?? []),
    result: stage === 'unaided' ? null : await readModelResult(tx, instance.id, finding.id),
    unaided: unaided === undefined ? null : { verdict: unaided.verdict, at: unaided.committedAt.toISOString() },
    verdict: aided === undefined ? null : ownVerdict(aided, canUndo),
    reason: isDone ? await readReason(tx, item) : null,
    other: other.told,
  };
}

const findRead = (tx: Tx, readId: string, readerId: string) =>
  tx.reviewRead.findFirst({
    where: { id: readId, readerId, state: { in: ['claimed', 'done'] } },
    include: {
      reviews: { where: { withdrawnAt: null, readerId }, orderBy: { committedAt: 'desc' } },
      item: { include: { instance: true, finding: { include: { version: { include: { model: true } } } } } },
    },
  });

type Aided = NonNullable<Awaited<ReturnType<typeof findRead>>>['reviews'][number];

const ownVerdict = ({ id, verdict, zone, note, milliseconds, committedAt }: Aided, canUndo: boolean): OwnVerdict => ({
  ...{ reviewId: id, verdict, zone, note, milliseconds, at: committedAt.toISOString() },
  undoUntil: canUndo ? new Date(committedAt.getTime() + UNDO_MS).toISOString() : null,
});

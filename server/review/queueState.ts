import { type Db, db as processDb } from '@/server/db/client';
import { decodeCursor, encodeCursor } from '@/server/queries/cursor';
import { hiddenForReader } from './hiddenForReader';
import { type WhatWaits, whatWaits } from './whatWaits';

/** `waiting`: reads that this reader could take; `claimed`: that anybody holds; `secondReads`: of those that wait. */
export type QueueState = WhatWaits & {
  claimed: number;
  secondReads: number;
  doneByYou: number;
  /** In the last 24 hours. */
  doneByYouToday: number;
  asOf: string;
};

/** How the queue stands for a reader. */
export async function getQueueState(readerId: string, now: Date, db: Db = processDb()): Promise<QueueState> {
  const day = new Date(now.getTime() - 86_400_000);
  const [waits, claimed, secondReads, doneByYou, doneByYouToday] = await Promise.all([
    whatWaits(readerId, now, db),
    db.reviewRead.count({ where: { state: 'claimed', expiresAt: { gt: now }, item: { withdrawnAt: null } } }),
    db.reviewRead.count({ where: { state: 'open', ordinal: 2, item: { withdrawnAt: null } } }),
    db.reviewRead.count({ where: { state: 'done', readerId } }),
    db.reviewRead.count({ where: { state: 'done', readerId, doneAt: { gt: day } } }),
  ]);
  return { ...waits, claimed, secondReads, doneByYou, doneByYouToday, asOf: now.toISOString() };
}

/** A read that the reader has done. */
export type DoneRead = {
  readId: string;
  instanceId: string;
  model: string;
  finding: string;
  unaided: string | null;
  verdict: string;
  zone: string | null;
  milliseconds: number;
  doneAt: string;
};

/** What a reader has done, newest first; what they have to read unaided anew is left out until they have. */
export async function listReads(
  readerId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  db: Db = processDb(),
): Promise<{ rows: DoneRead[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : decodeCursor(cursor);
  const place = after === null ? null : new Date(after.key * 1_000);
  const hidden = [...(await hiddenForReader(readerId, db))];
  const rows = await db.reviewRead.findMany({
    where: {
      ...{ readerId, state: 'done', item: { instanceId: { notIn: hidden } } },
      ...(after !== null && place !== null
        ? { OR: [{ doneAt: { lt: place } }, { doneAt: place, id: { lt: after.id } }] }
        : {}),
    },
    include: {
      reviews: { where: { withdrawnAt: null } },
      item: { include: { finding: { include: { version: { include: { model: true } } } } } },
    },
    orderBy: [{ doneAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown.flatMap(({ id, item, reviews, doneAt }) => {
      const aided = reviews.find(({ stage }) => stage === 'aided');
      if (aided === undefined || doneAt === null) return [];
      const { version, name } = item.finding;
      return {
        ...{
          readId: id,
          instanceId: item.instanceId,
          model: `${version.model.name}@${version.version}`,
          finding: name,
        },
        unaided: reviews.find(({ stage }) => stage === 'unaided')?.verdict ?? null,
        ...{ verdict: aided.verdict, zone: aided.zone, milliseconds: aided.milliseconds },
        doneAt: doneAt.toISOString(),
      };
    }),
    nextCursor:
      rows.length > limit && last?.doneAt != null
        ? encodeCursor({ key: last.doneAt.getTime() / 1_000, id: last.id })
        : null,
  };
}

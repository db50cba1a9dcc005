import { type Db, db as processDb } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { decodeCursor, encodeCursor } from '@/server/queries/cursor';
import type { UnaidedVerdict, Verdict } from './agreement';
import { FINISHED } from './reviewStatistics';

/** What a reader said, on record for good. `withdrawnAt`: it was taken back, or not brought to an end. */
export type ReviewEntry = {
  reviewId: string;
  itemId: string;
  readId: string;
  instanceId: string;
  model: string;
  finding: string;
  arm: string;
  ordinal: number;
  stage: 'unaided' | 'aided';
  verdict: Verdict | UnaidedVerdict;
  zone: string | null;
  note: string | null;
  /** Account; null when it is gone. */
  readerId: string | null;
  readerName: string | null;
  milliseconds: number;
  committedAt: string;
  withdrawnAt: string | null;
};

type Row = Omit<ReviewEntry, 'committedAt' | 'withdrawnAt'> & {
  committedAt: Date;
  withdrawnAt: Date | null;
  key: number;
};

export type ReviewFilter = { instance?: string | undefined; model?: string | undefined; finding?: string | undefined };

/** Verdicts of finished items, newest first. `hidden`: images that the caller may not hear of. */
export async function listReviews(
  { instance, model, finding }: ReviewFilter,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  hidden: ReadonlySet<string> = new Set(),
  db: Db = processDb(),
): Promise<{ rows: ReviewEntry[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : decodeCursor(cursor);
  const conditions = [
    FINISHED,
    Prisma.sql`i.instance_id <> all(${[...hidden]}::uuid[])`,
    ...(instance === undefined ? [] : [Prisma.sql`i.instance_id = ${instance}::uuid`]),
    ...(model === undefined ? [] : [Prisma.sql`m.name || '@' || v.version = ${model}`]),
    ...(finding === undefined ? [] : [Prisma.sql`f.name = ${finding}`]),
    ...(after === null
      ? []
      : [Prisma.sql`(w.committed_at, w.id) < (to_timestamp(${after.key}::float8), ${after.id}::uuid)`]),
  ];
  const rows = await db.$queryRaw<Row[]>`
    select w.id::text as "reviewId", i.id::text as "itemId", r.id::text as "readId",
      i.instance_id::text as "instanceId", m.name || '@' || v.version as model, f.name as finding, i.arm, r.ordinal,
      w.stage, w.verdict, w.zone, w.note, w.reader_id::text as "readerId", a.name as "readerName", w.milliseconds,
      w.committed_at as "committedAt", w.withdrawn_at as "withdrawnAt",
      extract(epoch from w.committed_at)::float8 as key
    from review w
    join review_read r on r.id = w.read_id
    join review_item i on i.id = r.item_id
    join finding f on f.id = i.finding_id
    join model_version v on v.id = f.version_id
    join model m on m.id = v.model_id
    left join account a on a.id = w.reader_id
    where ${Prisma.join(conditions, ' and ')}
    order by w.committed_at desc, w.id desc
    limit ${limit + 1}`;
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.slice(0, limit).map(({ key: _, committedAt, withdrawnAt, ...row }) => ({
      ...row,
      committedAt: committedAt.toISOString(),
      withdrawnAt: withdrawnAt?.toISOString() ?? null,
    })),
    nextCursor: last === undefined ? null : encodeCursor({ key: last.key, id: last.reviewId }),
  };
}

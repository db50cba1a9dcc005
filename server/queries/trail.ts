import { z } from 'zod';
import { db } from '@/server/db/client';
import type { Prisma } from '@/server/db/generated/client';
import { plainText } from '@/server/problem/plainText';
import type { ChainedRecord } from '@/server/trail/chain';
import { recordOf } from '@/server/trail/readTrail';
import { TRAIL_KINDS } from '@/server/trail/trailEntry';
import { actorsNamed, trailNames } from './trailNames';

/** What is searched for. `actor`: as recorded, or a part of its name (an account's address too); days in UTC, both included. */
export const trailFilter = z.object({
  kind: z.enum(TRAIL_KINDS).optional(),
  actor: plainText(200).optional(),
  subject: plainText(200).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});

export type TrailFilter = z.infer<typeof trailFilter>;

/** `cursor`: the number of the last record of the page before. */
export const trailPaging = z.object({
  cursor: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Numbers of the first and the last record of a bundle; without them the whole trail. */
export const trailRange = z.object({
  from: z.coerce.number().int().min(1).optional(),
  to: z.coerce.number().int().min(1).optional(),
});

/** A record with the name of its actor, where that is an account, a key or a link that is still there. */
export type TrailRow = ChainedRecord & { actorName: string | null };

/** Records of a filter, newest first. */
export async function listTrail(
  filter: TrailFilter,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ asOf: string; rows: TrailRow[]; nextCursor: string | null }> {
  const asOf = new Date().toISOString();
  const rows = await db().trailRecord.findMany({
    where: { ...(await conditions(filter)), ...(cursor !== undefined && { seq: { lt: BigInt(cursor) } }) },
    orderBy: { seq: 'desc' },
    take: limit + 1,
  });
  const page = rows.slice(0, limit).map(recordOf);
  const names = await trailNames(
    db(),
    page.map(({ actor }) => actor),
  );
  const last = page.at(-1);
  return {
    asOf,
    rows: page.map((record) => ({ ...record, actorName: names.get(record.actor) ?? null })),
    nextCursor: rows.length > limit && last !== undefined ? String(last.seq) : null,
  };
}

async function conditions({ kind, actor, subject, from, to }: TrailFilter): Promise<Prisma.TrailRecordWhereInput> {
  const after = from === undefined ? undefined : new Date(`${from}T00:00:00Z`);
  const before = to === undefined ? undefined : new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000);
  return {
    ...(kind !== undefined && { kind }),
    ...(actor !== undefined && { actor: { in: await actorsOf(actor) } }),
    ...(subject !== undefined && { subjects: { has: subject.trim() } }),
    ...((after ?? before) !== undefined && {
      at: { ...(after !== undefined && { gte: after }), ...(before !== undefined && { lt: before }) },
    }),
  };
}

/** Actors as recorded that a person may have meant. */
async function actorsOf(text: string): Promise<string[]> {
  const wanted = text.trim();
  return [wanted, ...(await actorsNamed(db(), wanted))];
}

import type { Db } from '@/server/db/client';
import { countDays, KEPT_DAYS } from './countDays';

const DAY = 86_400_000;

/** More days than this that have changed are counted as one span. */
const SINGLE_DAYS = 31;

/** Transactions may commit a while after their time was taken. */
const OVERLAP_MS = 600_000;

/**
 * Brings the days of a version's findings up to date. `since`: only days with predictions or reviews from after it; null
 * the last two years up to the newest result, which also finds truths that came later and what was removed.
 */
export async function refreshDays(db: Db, versionId: string, since: Date | null, now: Date): Promise<void> {
  const findings = await db.finding.findMany({ where: { versionId }, select: { id: true } });
  const ids = findings.map(({ id }) => id);
  if (ids.length === 0) return;
  for (const span of since === null ? await allDays(db, versionId, now) : await changedDays(db, versionId, since)) {
    await countDays(db, ids, span, now);
  }
}

type Span = { from: Date; to: Date };

async function allDays(db: Db, versionId: string, now: Date): Promise<Span[]> {
  const tomorrow = new Date(midnight(now).getTime() + DAY);
  const [found] = await db.$queryRaw<{ oldest: Date | null; newest: Date | null }[]>`
    select min(p.at) as oldest, max(p.at) as newest from prediction p
    where p.version_id = ${versionId}::uuid and p.at < ${tomorrow}`;
  if (found?.newest == null || found.oldest === null) return [];
  const state = await db.rollupState.findFirst({ select: { sealedBefore: true } });
  const newest = midnight(found.newest).getTime();
  const from = Math.max(newest - KEPT_DAYS * DAY, found.oldest.getTime(), state?.sealedBefore?.getTime() ?? 0);
  // Reviews are committed after the images were taken.
  return [{ from: midnight(new Date(from)), to: tomorrow }];
}

async function changedDays(db: Db, versionId: string, since: Date): Promise<Span[]> {
  const after = new Date(since.getTime() - OVERLAP_MS);
  const rows = await db.$queryRaw<{ day: Date }[]>`
    select distinct (p.at at time zone 'UTC')::date as day from prediction p
    where p.version_id = ${versionId}::uuid and p.created_at > ${after}
    union
    select distinct (v.committed_at at time zone 'UTC')::date from review v
    where v.committed_at > ${after} or v.withdrawn_at > ${after}
    order by day`;
  const spans = rows.map(({ day }) => ({ from: day, to: new Date(day.getTime() + DAY) }));
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined || spans.length <= SINGLE_DAYS) return spans;
  return [{ from: first.from, to: last.to }];
}

/** Midnight UTC of a time's day. */
export const midnight = (at: Date): Date => new Date(Math.floor(at.getTime() / DAY) * DAY);

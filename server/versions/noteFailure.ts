import type { Db, Tx } from '@/server/db/client';
import { appendEvents } from '@/server/live/outbox';
import { READING_STATES, versionState } from '@/server/model/versionState';
import { type Ended, LAST_IMAGES, MOST_IN_A_ROW, whyFailing } from './failing';
import { IMAGE_FAILED, lockModel, recordChange } from './recordChange';

/**
 * Events that are looked through for the last images of a version; what lies further back is not counted. They are in no
 * order of versions, and 50,000 take tens of milliseconds, so they are asked only when enough failed to stop a version.
 */
const MOST_EVENTS = 50_000;

export type Failure = { versionId: string; instanceId: string; how: Exclude<Ended, 'answered'> };

/**
 * Writes down that a version could not answer an image, and stops the version when that is too much; answers the reason
 * then, else null. What is written down is the record, so several workers count together and a restart forgets nothing.
 */
export function noteFailure(db: Db, failure: Failure, now: Date): Promise<string | null> {
  const { versionId, instanceId, how } = failure;
  return db.$transaction(async (tx) => {
    const row = await tx.modelVersion.findUnique({ where: { id: versionId }, select: { modelId: true } });
    if (row === null) return null;
    await lockModel(tx, row.modelId);
    const { state } = await tx.modelVersion.findUniqueOrThrow({ where: { id: versionId }, select: { state: true } });
    const from = versionState.parse(state);
    const why = READING_STATES.includes(from) ? await whyStop(tx, failure) : null;
    await tx.versionChange.create({
      data: {
        ...{ versionId, kind: IMAGE_FAILED, fromState: from, toState: from },
        ...{ reason: `${instanceId} ${how}`, changedBy: 'worker', changedAt: now },
      },
    });
    if (why !== null) {
      await recordChange(tx, { versionId, kind: 'stopped', from, to: 'stopped', reason: why, by: 'worker' }, now);
    }
    await appendEvents(tx, [{ type: 'version:failed', payload: { versionId, instanceId, how } }]);
    return why;
  });
}

/** Whether this failure and those before it, since the state last changed, are too many. */
async function whyStop(tx: Tx, { versionId, instanceId, how }: Failure): Promise<string | null> {
  const since = await tx.versionChange.findFirst({
    where: { versionId, kind: { not: IMAGE_FAILED } },
    orderBy: { id: 'desc' },
  });
  const failed = await tx.versionChange.findMany({
    where: { versionId, kind: IMAGE_FAILED, id: { gt: since?.id ?? 0 } },
    orderBy: { id: 'desc' },
    take: LAST_IMAGES,
    select: { reason: true },
  });
  const others = new Set(failed.map(({ reason }) => reason.split(' ')[0]));
  others.delete(instanceId);
  if (others.size + 1 < MOST_IN_A_ROW) return null;
  return whyFailing([how, ...(await endings(tx, versionId, since?.changedAt ?? new Date(0), instanceId))]);
}

type Row = { instanceId: string; how: Ended };

/** How the last images ended since the state last changed, newest first, each image once and without `except`. */
async function endings(tx: Tx, versionId: string, since: Date, except: string): Promise<Ended[]> {
  const rows = await tx.$queryRaw<Row[]>`
    select payload ->> 'instanceId' as "instanceId",
      case when type = 'version:failed' then payload ->> 'how' else 'answered' end as how
    from (select * from outbox order by seq desc limit ${MOST_EVENTS}) o
    where type in ('prediction:committed', 'version:failed') and payload ->> 'versionId' = ${versionId}
      and created_at >= ${since}
    order by seq desc
    limit ${2 * LAST_IMAGES}`;
  const seen = new Set([except]);
  return rows.flatMap(({ instanceId, how }) => {
    if (seen.has(instanceId)) return [];
    seen.add(instanceId);
    return [how];
  });
}

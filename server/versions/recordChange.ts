import type { Tx } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { appendEvents } from '@/server/live/outbox';
import { READING_STATES, type VersionChangeKind, type VersionState } from '@/server/model/versionState';
import { appendTrail } from '@/server/trail/appendTrail';
import { textMark } from '@/server/trail/textMark';
import { catchUp } from './catchUp';

/**
 * Of the rows beside the changes that tell of an image which a version could not answer: state as it was, and the
 * image's id with how it ended as the reason. They lie there since they are asked for by version.
 */
export const IMAGE_FAILED = 'image-failed';

export type StateChange = {
  versionId: string;
  kind: VersionChangeKind;
  /** Null for a version that was registered just now. */
  from: VersionState | null;
  to: VersionState;
  reason: string;
  /** `account <id>` or `key <id>`; `worker` for what the product does by itself. */
  by: string;
  promotionId?: string;
};

/**
 * Changes what a version is used for, with the row that says who, when and why, and the event that tells open pages.
 * One that reads again reads what it missed. The caller holds the lock of the model (`lockModel`).
 */
export async function recordChange(tx: Tx, change: StateChange, now: Date): Promise<void> {
  const { versionId, kind, from, to, by, promotionId = null } = change;
  const reason = change.reason.trim();
  await tx.modelVersion.update({
    where: { id: versionId },
    data: { state: to, stateReason: to === 'stopped' ? reason : null },
  });
  await tx.versionChange.create({
    data: { versionId, kind, fromState: from, toState: to, reason, changedBy: by, changedAt: now, promotionId },
  });
  const read = from !== null && READING_STATES.includes(from);
  if (from !== null && !read && READING_STATES.includes(to)) await catchUp(tx, versionId);
  await appendTrail(tx, [
    {
      ...{ kind: 'version:changed', at: now, actor: by === 'worker' ? 'system worker' : by },
      subjects: [`version:${versionId}`, ...(promotionId === null ? [] : [`promotion:${promotionId}`])],
      body: { versionId, change: kind, from, to, promotionId, reason: textMark(reason) },
    },
  ]);
  await appendEvents(tx, [{ type: 'version:changed', payload: { versionId } }]);
}

/** Changes of the versions of one model wait for each other. */
export async function lockModel(tx: Tx, modelId: string): Promise<void> {
  await tx.$queryRaw(Prisma.sql`select id::text from model where id = ${modelId}::uuid for update`);
}

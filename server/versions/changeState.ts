import { z } from 'zod';
import { type Db, db as processDb } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { type VersionState, versionState } from '@/server/model/versionState';
import { AppError } from '@/server/problem/appError';
import { plainText } from '@/server/problem/plainText';
import { leftGolden } from './checkGolden';
import { IMAGE_FAILED, lockModel, recordChange } from './recordChange';
import { STATE_ACTIONS, stateAfter } from './stateAction';

/** Why; it is kept beside the change. */
export const reasonText = plainText(500).refine((text) => text.trim().length >= 3, 'say why, in a few words');

/** A change by hand. `version`: as in `name@version`; `expected`: the state that was read. */
export const stateChange = z.strictObject({
  version: plainText(64),
  action: z.enum(STATE_ACTIONS),
  reason: reasonText,
  expected: versionState,
});

/**
 * Changes what a version of a model is used for.
 * @throws AppError not-found, conflict when the state is not the expected one or the action does not apply to it
 */
export async function changeState(
  modelId: string,
  { version, action, reason, expected }: z.infer<typeof stateChange>,
  by: string,
  now: Date,
  db: Db = processDb(),
): Promise<{ versionId: string; state: VersionState }> {
  return db.$transaction(async (tx) => {
    await lockModel(tx, modelId);
    const row = await tx.modelVersion.findUnique({ where: { modelId_version: { modelId, version } } });
    if (row === null) throw new AppError('not-found', `the model has no version ${version}`);
    const isSegmenter = row.kind === 'segmenter';
    if (isSegmenter && action === 'shadow') {
      throw new AppError('conflict', 'a segmenter is used by the versions that name it: it can be stopped or retired');
    }
    const state = versionState.parse(row.state);
    if (state !== expected) throw new AppError('conflict', `it is ${state} by now: look again, then decide`);
    const others = await tx.modelVersion.count({ where: { modelId, state: 'live', id: { not: row.id } } });
    const stop = await tx.versionChange.findFirst({
      where: { versionId: row.id, toState: 'stopped', kind: { not: IMAGE_FAILED } },
      orderBy: { id: 'desc' },
    });
    const before = state === 'stopped' ? versionState.nullable().parse(stop?.fromState ?? null) : null;
    const next = stateAfter(action, { state, before, otherLive: !isSegmenter && others > 0 });
    if (action === 'resume' && leftGolden(stop?.reason ?? '')) {
      await tx.modelVersion.update({ where: { id: row.id }, data: { golden: Prisma.DbNull } });
    }
    await recordChange(tx, { versionId: row.id, kind: next.kind, from: state, to: next.state, reason, by }, now);
    return { versionId: row.id, state: next.state };
  });
}

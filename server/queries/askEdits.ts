import { db as processDb } from '@/server/db/client';
import { inSnapshot } from '@/server/db/inSnapshot';
import { versionCondition } from '@/server/db/versionCondition';
import { AppError } from '@/server/problem/appError';
import { addJob } from '@/server/queue/addJob';
import { PRIORITY } from '@/server/queue/job';
import { publicPath } from '@/server/settings';

/** The edits of a case, asked for. `models`: the versions that will make them, as `name@version`. */
export type AskedEdits = { instanceId: string; models: string[]; links: { edits: string; page: string } };

/**
 * Puts the edits of one case in the queue, right behind the images: by one version, or by all that have read it. What is
 * there already stays as it is.
 * @throws AppError not-found for no such instance, or a version that has not read it; conflict where no picture was kept,
 * or no model of ours has read it
 */
export async function askEdits(instanceId: string, model?: string): Promise<AskedEdits> {
  const db = processDb();
  const instance = await inSnapshot(db, (tx) =>
    tx.instance.findUnique({
      where: { id: instanceId },
      select: {
        fileSha256: true,
        predictions: {
          where: { version: { ...(model !== undefined && versionCondition(model)) } },
          select: { version: { select: { id: true, kind: true, version: true, model: true } } },
        },
      },
    }),
  );
  if (instance === null) throw new AppError('not-found', 'no instance has this id');
  if (instance.fileSha256 === null)
    throw new AppError('conflict', 'only predictions were sent for this instance, and no picture to edit');
  if (instance.predictions.length === 0)
    throw new AppError('not-found', model === undefined ? 'no version has read it yet' : `${model} has not read it`);
  const own = instance.predictions.map(({ version }) => version).filter(({ kind }) => kind === 'classifier');
  if (own.length === 0)
    throw new AppError('conflict', 'it is known by the predictions that were sent: edited images need the model');
  const [only] = own;
  const versionId = model === undefined ? undefined : only?.id;
  await db.$transaction((tx) =>
    addJob(
      tx,
      'edit-instance',
      { instanceId, ...(versionId !== undefined && { versionId }) },
      { key: `edit-instance:${instanceId}:${versionId ?? 'all'}`, priority: PRIORITY.demand },
    ),
  );
  return {
    instanceId,
    models: own.map((version) => `${version.model.name}@${version.version}`),
    links: {
      edits: publicPath(`/api/v1/instances/${instanceId}/edits`),
      page: publicPath(`/cases/${instanceId}`),
    },
  };
}

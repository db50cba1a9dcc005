import type { Db } from '@/server/db/client';
import type { Registration } from '@/server/db/generated/client';
import { appendEvents } from '@/server/live/outbox';
import { manifest as manifestSchema } from '@/server/model/manifest';
import { type TryReport, tryReport } from '@/server/model/tryReport';
import { AppError } from '@/server/problem/appError';
import { problemBody } from '@/server/problem/problemBody';
import type { FileStore } from '@/server/store/fileStore';
import { inspectApart } from './inspectApart';
import type { Inspected } from './inspectReply';
import { requireSegmenter } from './requireSegmenter';
import { unnamedManifest } from './trial';
import { trialOf } from './trialOf';

/** What is kept of an inspection that was also tried on images; null of one that was not. */
export function reportOf({ manifest, assumed, saliency, inputShape, graph, trial }: Inspected): TryReport | null {
  if (!trial) return null;
  // A report as plain JSON, as the database keeps it.
  const kept: unknown = JSON.parse(JSON.stringify({ manifest, assumed, saliency, inputShape, graph, ...trial }));
  return tryReport.parse(kept);
}

/**
 * Tries a model that was sent for that alone: what was found is written down, and nothing is registered. Its file is
 * kept, refused or not, so that it can be tried again or registered without being sent again; `sweepTries` ends that.
 */
export async function tryModel(db: Db, store: FileStore, registration: Registration): Promise<void> {
  const { id, sha256, instanceId } = registration;
  try {
    const sent = manifestSchema.safeParse(registration.manifest);
    if (sent.success) await requireSegmenter(db, sent.data);
    const trial = await trialOf(db, store, { manifest: sent.data ?? null, instanceId, reads: true });
    const found = await inspectApart(await store.get(sha256), registration.manifest, undefined, trial);
    const report = reportOf(found);
    const { externalData } = unnamedManifest.parse(registration.manifest);
    const manifest = sent.data ?? { ...found.manifest, ...(externalData !== undefined && { externalData }) };
    await finish(db, id, {
      status: 'tried',
      manifest: JSON.parse(JSON.stringify(manifest)),
      ...(report !== null && { report: JSON.parse(JSON.stringify(report)) }),
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'unavailable') throw error;
    await finish(db, id, { status: 'refused', problem: problemBody(error) });
  }
}

type Outcome = Parameters<Db['registration']['updateMany']>[0]['data'];

/** Not when somebody has given it up meanwhile. */
async function finish(db: Db, id: string, data: Outcome): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.registration.updateMany({ where: { id, status: 'pending' }, data });
    if (count > 0) await appendEvents(tx, [{ type: 'job:changed', payload: {} }]);
  });
}

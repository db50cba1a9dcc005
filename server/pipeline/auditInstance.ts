import type { ZoneMasks } from '@/server/audit/anatomyCoverage';
import { ZONES } from '@/server/audit/zone';
import type { Db } from '@/server/db/client';
import { inSnapshot } from '@/server/db/inSnapshot';
import { decodeImage } from '@/server/image/decode';
import { decodeMask } from '@/server/image/maskPng';
import type { Radiograph } from '@/server/image/radiograph';
import { appendEvents } from '@/server/live/outbox';
import type { FileStore } from '@/server/store/fileStore';
import { AuditFailure, type VersionFailure } from './auditFailure';
import { whyNotScored } from './eligibility';
import type { ModelCache } from './modelCache';
import { type KeptMask, keepMasks, persistPrediction } from './persistPrediction';
import { outcomesOf } from './result';
import { type Zones, zonesOf } from './zonesOf';

export type PipelineContext = { db: Db; store: FileStore; models: ModelCache; now: () => Date };

type Prepared = { zones: Zones; masks: KeptMask[]; milliseconds: number };

/**
 * Runs every version in scope that has not read this instance yet, and persists each answer. May run any number of
 * times: what is there stays as it is. A version that fails does not keep the others from running.
 * @throws AuditFailure when versions failed; what reading the image itself throws
 */
export async function auditInstance(context: PipelineContext, instanceId: string): Promise<void> {
  const { db, store } = context;
  const instance = await db.instance.findUnique({
    where: { id: instanceId },
    include: { predictions: true, masks: true },
  });
  if (instance === null) return;
  const versions = await inSnapshot(db, (tx) =>
    tx.modelVersion.findMany({
      where: { kind: 'classifier', manifest: { path: ['scope'], equals: instance.demo ? 'demo' : 'all' } },
      include: { model: true },
      orderBy: { createdAt: 'asc' },
    }),
  );
  const reason = whyNotScored({ ...instance, versions: versions.length });
  if (reason !== null) return finish(context, instanceId, 'not-scored', reason);
  const done = new Set(instance.predictions.map((prediction) => prediction.versionId));
  const missing = versions.filter((version) => !done.has(version.id));
  if (missing.length > 0) {
    const started = performance.now();
    const radiograph = await decodeImage(await store.get(instance.fileSha256));
    const decode = performance.now() - started;
    const uploads = await uploadedMasks(store, instance.masks);
    const prepared = new Map<string, Promise<Prepared>>();
    const failures: VersionFailure[] = [];
    for (const { id, version, model } of missing) {
      try {
        await predict(context, instanceId, id, { radiograph, uploads, prepared, decode });
      } catch (error) {
        failures.push({ version: `${model.name}@${version}`, error });
      }
    }
    if (failures.length > 0) throw new AuditFailure(failures);
  }
  await finish(context, instanceId, 'done', null);
}

type Work = { radiograph: Radiograph; uploads: ZoneMasks; prepared: Map<string, Promise<Prepared>>; decode: number };

async function predict(context: PipelineContext, instanceId: string, versionId: string, work: Work): Promise<void> {
  const model = await context.models.classifier(versionId);
  const maskSource = Object.keys(work.uploads).length > 0 ? 'upload' : (model.segmenter ?? 'none');
  const preparing = work.prepared.get(maskSource) ?? prepareZones(context, work, maskSource);
  work.prepared.set(maskSource, preparing);
  const { zones, masks, milliseconds } = await preparing;
  const classified = await model.classifier.classify(work.radiograph);
  const started = performance.now();
  const outcomes = outcomesOf(model.findings, classified, zones);
  const timing = {
    decode: work.decode,
    zones: milliseconds,
    classify: classified.milliseconds,
    audit: performance.now() - started,
  };
  const finished = { instanceId, versionId, maskSource, findings: model.findings, classified, outcomes, timing };
  await persistPrediction(context, finished, masks, context.now());
}

async function prepareZones({ models, store }: PipelineContext, work: Work, source: string): Promise<Prepared> {
  const started = performance.now();
  const segmented = source !== 'upload' && source !== 'none';
  const segmenter = segmented ? { name: source, segment: (await models.segmenter(source)).segment } : null;
  const zones = await zonesOf(work.radiograph, work.uploads, segmenter);
  const masks = await keepMasks(store, zones);
  return { zones, masks, milliseconds: performance.now() - started };
}

async function uploadedMasks(
  store: FileStore,
  rows: { zone: string; source: string; sha256: string }[],
): Promise<ZoneMasks> {
  const masks: ZoneMasks = {};
  for (const zone of ZONES) {
    const row = rows.find((mask) => mask.zone === zone && mask.source === 'upload');
    if (row !== undefined) masks[zone] = await decodeMask(await store.get(row.sha256));
  }
  return masks;
}

const FINISHED = { done: 'instance:finished', failed: 'instance:failed', 'not-scored': 'instance:skipped' } as const;

/** Sets the status of an instance; each change is an event. */
export async function finish(
  { db }: Pick<PipelineContext, 'db'>,
  instanceId: string,
  status: 'done' | 'failed' | 'not-scored',
  reason: string | null,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.instance.updateMany({
      where: { id: instanceId, OR: [{ status: { not: status } }, { statusReason: { not: reason } }] },
      data: { status, statusReason: reason },
    });
    if (count > 0) await appendEvents(tx, [{ type: FINISHED[status], payload: { instanceId } }]);
  });
}

import { randomUUID } from 'node:crypto';
import { CONVENTION_VERSION, DEFINITION_VERSION } from '@/server/audit/definition';
import { maskArea } from '@/server/audit/maskArea';
import { ZONES } from '@/server/audit/zone';
import type { Db, Tx } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { holdFiles } from '@/server/db/lockFile';
import { noteLooseFiles } from '@/server/db/looseFile';
import { encodeMask } from '@/server/image/maskPng';
import type { Classification } from '@/server/inference/classifier';
import { appendEvents } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import { addJob } from '@/server/queue/addJob';
import { PRIORITY } from '@/server/queue/job';
import { applyCells } from '@/server/rollup/applyCells';
import { cellsOf } from '@/server/rollup/cell';
import type { FileStore } from '@/server/store/fileStore';
import { float32Bytes } from './float32Bytes';
import type { FindingOutcome, RegisteredFinding } from './result';
import type { Zones } from './zonesOf';

export type FinishedPrediction = {
  instanceId: string;
  versionId: string;
  maskSource: string;
  findings: RegisteredFinding[];
  classified: Classification;
  outcomes: FindingOutcome[];
  timing: Record<string, number>;
};

/** A mask whose bytes are in the store. */
export type KeptMask = { zone: string; source: string; sha256: string; height: number; width: number; area: number };

/** Keeps the bytes of the image's zones; before the transaction, since the store is content-addressed. */
export async function keepMasks(store: FileStore, zones: Zones): Promise<KeptMask[]> {
  const kept = ZONES.map(async (zone): Promise<KeptMask[]> => {
    const mask = zones.masks[zone];
    const source = zones.sources[zone];
    if (mask === undefined || source === undefined) return [];
    const { height, width } = mask;
    const { sha256 } = await store.put(await encodeMask(mask));
    return [{ zone, source, sha256, height, width, area: maskArea(mask) / (height * width) }];
  });
  return (await Promise.all(kept)).flat();
}

/**
 * Writes one prediction with its maps, ledger, rollup change and event in one transaction. A second run of the same
 * version on the same instance changes nothing and answers false: the natural key decides. So does one whose instance
 * was removed meanwhile.
 */
export async function persistPrediction(
  { db, store }: { db: Db; store: FileStore },
  finished: FinishedPrediction,
  masks: KeptMask[],
  now: Date,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    // Truths of this instance wait meanwhile, so that a label is counted exactly once.
    const [instance] = await tx.$queryRaw<{ id: string }[]>`
      select id from instance where id = ${finished.instanceId}::uuid for update`;
    if (instance === undefined) return leave(tx, masks);
    await requireFiles(tx, store, masks);
    const id = await insertPrediction(tx, finished, now);
    if (id === null) return false;
    await insertMaps(tx, id, finished);
    await insertResults(tx, id, finished.outcomes);
    await tx.mask.createMany({
      data: masks.map((mask) => ({ instanceId: finished.instanceId, ...mask })),
      skipDuplicates: true,
    });
    await rollUp(tx, finished);
    await appendEvents(tx, [
      {
        type: 'prediction:committed',
        payload: { instanceId: finished.instanceId, versionId: finished.versionId, predictionId: id },
      },
    ]);
    return true;
  });
}

/** The instance is gone, and with it the need for masks that were kept for it. */
async function leave(tx: Tx, masks: KeptMask[]): Promise<false> {
  await noteLooseFiles(
    tx,
    masks.map(({ sha256 }) => sha256),
  );
  await addJob(tx, 'sweep-files', {}, { key: 'sweep-files', priority: PRIORITY.backfill });
  return false;
}

/** A mask that others have too (an empty one, a frame) may have been removed with theirs since it was kept. */
async function requireFiles(tx: Tx, store: FileStore, masks: KeptMask[]): Promise<void> {
  const sha256s = [...new Set(masks.map(({ sha256 }) => sha256))];
  await holdFiles(tx, sha256s);
  const there = await Promise.all(sha256s.map((sha256) => store.has(sha256)));
  if (there.includes(false)) throw new AppError('unavailable', 'the file of a mask was removed meanwhile');
}

async function insertPrediction(tx: Tx, finished: FinishedPrediction, now: Date): Promise<string | null> {
  const { instanceId, versionId, maskSource, timing } = finished;
  const { inputHash, embedding } = finished.classified;
  const id = randomUUID();
  const data = { id, instanceId, versionId, maskSource, inputHash, timing, createdAt: now };
  const bytes = embedding === null ? null : float32Bytes(embedding);
  const { count } = await tx.prediction.createMany({ data: [{ ...data, embedding: bytes }], skipDuplicates: true });
  return count === 0 ? null : id;
}

async function insertMaps(tx: Tx, predictionId: string, { findings, classified }: FinishedPrediction): Promise<void> {
  const { cams, layer } = classified;
  if (cams === null || layer === null) return;
  const { height, width, values } = cams;
  const cells = height * width;
  const maps = new Float32Array(findings.length * cells);
  findings.forEach(({ channel }, index) => {
    maps.set(values.subarray(channel * cells, (channel + 1) * cells), index * cells);
  });
  await tx.attribution.create({
    data: {
      predictionId,
      method: 'cam',
      layer,
      convention: CONVENTION_VERSION,
      height,
      width,
      maps: float32Bytes(maps),
    },
  });
}

async function insertResults(tx: Tx, predictionId: string, outcomes: FindingOutcome[]): Promise<void> {
  await tx.findingResult.createMany({
    data: outcomes.map(({ undilated, ledger, ...outcome }) => ({
      predictionId,
      ...outcome,
      undilated: undilated ?? Prisma.DbNull,
      ledger: ledger ?? Prisma.DbNull,
      definitionVersion: DEFINITION_VERSION,
    })),
  });
}

async function rollUp(tx: Tx, { instanceId, findings, outcomes }: FinishedPrediction): Promise<void> {
  const instance = await tx.instance.findUniqueOrThrow({ where: { id: instanceId }, include: { truths: true } });
  const truths = new Map(instance.truths.map((truth) => [truth.finding, truth.value === 1 ? 1 : 0] as const));
  const names = new Map(findings.map((finding) => [finding.id, finding.name]));
  await applyCells(
    tx,
    outcomes.flatMap((outcome) =>
      cellsOf({ ...outcome, truth: truths.get(names.get(outcome.findingId) ?? '') ?? null }, instance),
    ),
  );
}

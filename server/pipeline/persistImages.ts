import type { Db, Tx } from '@/server/db/client';
import { withFindingPartitions } from '@/server/db/findingPartitions';
import { appendEvents } from '@/server/live/outbox';
import { askFlags } from '@/server/queue/askFlags';
import { askLocalisation } from '@/server/queue/askLocalisation';
import { applyCells } from '@/server/rollup/applyCells';
import { type Acquisition, cellsOf } from '@/server/rollup/cell';
import type { FileStore } from '@/server/store/fileStore';
import { appendTrail } from '@/server/trail/appendTrail';
import { predictionRecord } from '@/server/trail/predictionRecord';
import type { Reading } from './compute/task';
import { type IdentifiedReading, insertReadings } from './insertReadings';
import { type KeptMask, leaveMasks, requireFiles } from './keepMasks';

/** An image that was read. `complete`: by every version in scope, so it is done. */
export type FinishedImage = { instanceId: string; readings: Reading[]; masks: KeptMask[]; complete: boolean };

/**
 * Writes images with their predictions, maps, ledgers, rollup changes and events in one transaction; answers how many
 * predictions are new. A second run of the same version on the same instance changes nothing: the natural key decides.
 * So does one whose instance was removed meanwhile.
 */
export async function persistImages(db: Db, store: FileStore, images: FinishedImage[], now: Date): Promise<number> {
  const times = await timesOf(db, images);
  return withFindingPartitions(db, times, () => persist(db, store, images, now));
}

function persist(db: Db, store: FileStore, images: FinishedImage[], now: Date): Promise<number> {
  return db.$transaction(async (tx) => {
    const instances = await lockInstances(tx, images);
    const there = images.filter(({ instanceId }) => instances.has(instanceId));
    const gone = images.filter(({ instanceId }) => !instances.has(instanceId));
    await leaveMasks(
      tx,
      gone.flatMap(({ masks }) => masks),
    );
    if (there.length === 0) return 0;
    await requireFiles(
      tx,
      store,
      there.flatMap(({ masks }) => masks),
    );
    const written = await insertReadings(tx, there, now);
    await insertMasks(tx, there);
    await rollUp(tx, written, instances);
    const read = [...new Set(written.map(({ instanceId }) => instanceId))];
    await askLocalisation(tx, read);
    await askFlags(tx, read);
    const finished = await finishInstances(tx, there);
    const record = predictionRecord(written.map(predictionMade), now);
    await appendTrail(tx, record === null ? [] : [record]);
    await appendEvents(tx, [
      ...written.map(({ id, instanceId, versionId }) => ({
        type: 'prediction:committed' as const,
        payload: { instanceId, versionId, predictionId: id },
      })),
      ...finished.map((instanceId) => ({ type: 'instance:finished' as const, payload: { instanceId } })),
    ]);
    return written.length;
  });
}

function predictionMade({ id, instanceId, versionId, classified, findings, outcomes }: IdentifiedReading) {
  const names = new Map(findings.map((finding) => [finding.id, finding.name]));
  return {
    ...{ id, instanceId, versionId, inputHash: classified.inputHash },
    findings: outcomes.map(({ findingId, logit, probability }) => ({
      ...{ finding: names.get(findingId) ?? String(findingId), logit, probability },
    })),
  };
}

async function timesOf(db: Db, images: FinishedImage[]): Promise<Date[]> {
  const rows = await db.instance.findMany({
    where: { id: { in: images.map(({ instanceId }) => instanceId) } },
    select: { acquiredAt: true, receivedAt: true },
  });
  return rows.map(({ acquiredAt, receivedAt }) => acquiredAt ?? receivedAt);
}

/** In one order, so that two writers cannot deadlock. Truths of these instances wait, so that each is counted once. */
async function lockInstances(tx: Tx, images: FinishedImage[]): Promise<Map<string, Acquisition>> {
  const ids = images.map(({ instanceId }) => instanceId);
  const rows = await tx.$queryRaw<(Acquisition & { id: string })[]>`
    select
      id::text as id, site, department, scanner, view_position as "viewPosition", portable,
      patient_sex as "patientSex", patient_age as "patientAge", reported_by as "reportedBy",
      acquired_at as "acquiredAt", received_at as "receivedAt"
    from instance
    where id = any(${ids}::uuid[])
    order by instance.id
    for update`;
  return new Map(rows.map((row) => [row.id, row]));
}

async function insertMasks(tx: Tx, images: FinishedImage[]): Promise<void> {
  const rows = images.flatMap(({ instanceId, masks }) => masks.map((mask) => ({ instanceId, ...mask })));
  if (rows.length === 0) return;
  await tx.$executeRaw`
    insert into mask (instance_id, zone, source, sha256, height, width, area)
    select "instanceId", zone, source, sha256, height, width, area
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
      "instanceId" uuid, zone text, source text, sha256 text, height int, width int, area float8
    )
    on conflict do nothing`;
}

async function rollUp(tx: Tx, written: IdentifiedReading[], instances: Map<string, Acquisition>): Promise<void> {
  const ids = [...new Set(written.map(({ instanceId }) => instanceId))];
  // A statement after the lock: it sees the truths that were committed while the lock was waited for.
  const rows = await tx.$queryRaw<{ instanceId: string; finding: string; value: number }[]>`
    select instance_id::text as "instanceId", finding, value::int as value
    from truth
    where instance_id = any(${ids}::uuid[])`;
  const truths = new Map(rows.map(({ instanceId, finding, value }) => [`${instanceId} ${finding}`, value]));
  const cells = written.flatMap(({ instanceId, findings, outcomes }) => {
    const instance = instances.get(instanceId);
    if (instance === undefined) return [];
    const names = new Map(findings.map(({ id, name }) => [id, name]));
    return outcomes.flatMap((outcome) => {
      const value = truths.get(`${instanceId} ${names.get(outcome.findingId) ?? ''}`);
      return cellsOf({ ...outcome, truth: value === undefined ? null : value === 1 ? 1 : 0 }, instance);
    });
  });
  await applyCells(tx, cells);
}

/** Marks complete images as done; answers those that were not yet. */
async function finishInstances(tx: Tx, images: FinishedImage[]): Promise<string[]> {
  const complete = images.filter((image) => image.complete).map(({ instanceId }) => instanceId);
  const rows = await tx.$queryRaw<{ id: string }[]>`
    update instance
    set status = 'done', status_reason = null
    where id = any(${complete}::uuid[]) and (status <> 'done' or status_reason is not null)
    returning id::text as id`;
  return rows.map(({ id }) => id);
}

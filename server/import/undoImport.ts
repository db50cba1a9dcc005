import type { Db, Tx } from '@/server/db/client';
import { noteLooseFiles } from '@/server/db/looseFile';
import { truthDeltas, writeTruths } from '@/server/ingest/writeTruths';
import { AppError } from '@/server/problem/appError';
import { applyCells } from '@/server/rollup/applyCells';
import { cellsOf } from '@/server/rollup/cell';
import { compactRollup } from '@/server/rollup/compact';
import { removeEmptyCells } from '@/server/rollup/removeEmptyCells';
import { appendTrail } from '@/server/trail/appendTrail';
import { batchRecord } from '@/server/trail/batchRecord';
import { lockInstances } from './lockInstances';
import { readResults } from './readResults';

const PREDICTIONS = 256;
const TRUTHS = 1_000;
const INSTANCES = 1_000;

export type Undone = { predictions: number; truths: number; instances: number };

type Context = { db: Db; now: () => Date; progress?: (undone: Undone) => void };

/**
 * Takes out what an import brought: predictions with their rollup changes, truths, and instances that nobody else uses;
 * then versions that are left without a prediction. Each batch is a transaction; the same call goes on where a broken
 * one stopped. Truths that were sent anew since belong to who sent them, and stay.
 * @throws AppError not-found for no such import; conflict for one that was undone
 */
export async function undoImport({ db, now, progress }: Context, importId: string): Promise<Undone> {
  const run = await db.importRun.findUnique({ where: { id: importId } });
  if (run === null) throw new AppError('not-found', 'no import has this id; --list names them');
  if (run.status === 'undone') throw new AppError('conflict', 'this import was undone before');
  await db.importRun.update({ where: { id: importId }, data: { status: 'undoing', updatedAt: now() } });
  const undone: Undone = { predictions: 0, truths: 0, instances: 0 };
  const steps = { predictions: takePredictions, truths: takeTruths, instances: takeInstances };
  for (const kind of ['predictions', 'truths', 'instances'] as const) {
    for (;;) {
      const count = await db.$transaction((tx) => steps[kind](tx, importId, now()), { timeout: 120_000 });
      if (count === 0) break;
      undone[kind] += count;
      progress?.(undone);
    }
  }
  await tidy(db, now());
  await db.importRun.update({
    where: { id: importId },
    data: { status: 'undone', updatedAt: now(), finishedAt: now() },
  });
  return undone;
}

async function takePredictions(tx: Tx, importId: string, now: Date): Promise<number> {
  const rows = await tx.prediction.findMany({
    where: { importId },
    orderBy: { id: 'asc' },
    take: PREDICTIONS,
    select: { id: true, instanceId: true },
  });
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  await lockInstances(
    tx,
    rows.map(({ instanceId }) => instanceId),
  );
  const results = await readResults(tx, ids);
  const { count } = await tx.prediction.deleteMany({ where: { id: { in: ids } } });
  await applyCells(
    tx,
    results.flatMap((row) => cellsOf(row, row, -1)),
    now,
  );
  await recordRemoval(tx, 'predictions', { importId, now, ids });
  return count;
}

async function takeTruths(tx: Tx, importId: string, now: Date): Promise<number> {
  const rows = await tx.truth.findMany({ where: { importId }, orderBy: { instanceId: 'asc' }, take: TRUTHS });
  if (rows.length === 0) return 0;
  await lockInstances(
    tx,
    rows.map(({ instanceId }) => instanceId),
  );
  // Read again under the lock: one may have been sent anew meanwhile.
  const held = await tx.truth.findMany({ where: { importId, instanceId: { in: rows.map((row) => row.instanceId) } } });
  const changes = held.map(({ instanceId, finding, value, source }) => ({
    instanceId,
    finding,
    source,
    value: null,
    before: value === 1 ? (1 as const) : (0 as const),
  }));
  const deltas = await truthDeltas(tx, changes);
  await writeTruths(tx, changes, now);
  await applyCells(tx, deltas, now);
  await recordRemoval(tx, 'truths', { importId, now, ids: changes.map((row) => `${row.instanceId} ${row.finding}`) });
  return Math.max(1, changes.length);
}

type Doomed = { id: string; seriesId: string; used: boolean };

/** Instances that others use stay, and are nobody's import from now on. */
async function takeInstances(tx: Tx, importId: string, now: Date): Promise<number> {
  const found = await tx.instance.findMany({
    where: { importId },
    orderBy: { id: 'asc' },
    take: INSTANCES,
    select: { id: true },
  });
  if (found.length === 0) return 0;
  const ids = found.map(({ id }) => id);
  await lockInstances(tx, ids);
  const rows = await tx.$queryRaw<Doomed[]>`
    select i.id::text as id, i.series_id::text as "seriesId",
      exists (select 1 from prediction p where p.instance_id = i.id)
        or exists (select 1 from truth t where t.instance_id = i.id) as used
    from instance i
    where i.id = any(${ids}::uuid[])`;
  const gone = rows.filter(({ used }) => !used);
  const goneIds = gone.map(({ id }) => id);
  const masks = await tx.mask.findMany({ where: { instanceId: { in: goneIds } }, distinct: ['sha256'] });
  const lesions = await tx.lesion.findMany({ where: { instanceId: { in: goneIds } }, distinct: ['sha256'] });
  await noteLooseFiles(
    tx,
    [...masks, ...lesions].flatMap(({ sha256 }) => sha256 ?? []),
  );
  await tx.instance.deleteMany({ where: { id: { in: goneIds } } });
  await tx.$executeRaw`
    with emptied as (
      delete from series s
      where s.id = any(${gone.map(({ seriesId }) => seriesId)}::uuid[])
        and not exists (select 1 from instance i where i.series_id = s.id)
      returning s.study_id
    )
    delete from study y
    using emptied e
    where y.id = e.study_id
      and not exists (select 1 from series s where s.study_id = y.id and s.id <> all(${gone.map(({ seriesId }) => seriesId)}::uuid[]))`;
  await tx.instance.updateMany({
    where: { id: { in: rows.filter(({ used }) => used).map(({ id }) => id) } },
    data: { importId: null },
  });
  await recordRemoval(tx, 'instances', { importId, now, ids: goneIds });
  return ids.length;
}

type Removal = { importId: string; now: Date; ids: readonly string[] };

/** What a batch took out, in the audit trail: how many, and the sha256 over their names. */
async function recordRemoval(tx: Tx, what: keyof Undone, { importId, now, ids }: Removal): Promise<void> {
  if (ids.length === 0) return;
  const instances = what === 'instances' ? ids : [];
  const record = batchRecord({
    ...{
      kind: 'instance:removed',
      at: now,
      actor: 'operator',
      instances,
      rows: ids.toSorted(),
      body: { importId, what },
    },
  });
  await appendTrail(tx, [{ ...record, subjects: [`import:${importId}`, ...record.subjects] }]);
}

/**
 * What was taken out of hours of which the cells had been merged already is merged in turn, and cells that hold nothing
 * are removed, so that the rollup is as before. Versions that only their predictions had made known go with the last of
 * them; one whose results are past retention has cells still, and stays with them.
 */
async function tidy(db: Db, now: Date): Promise<void> {
  await compactRollup(db, now);
  await removeEmptyCells(db);
  await db.$executeRaw`
    delete from model_version v
    where v.kind = 'external' and not exists (select 1 from prediction p where p.version_id = v.id)
      and not exists (
        select 1 from finding f join rollup_cell c on c.finding_id = f.id where f.version_id = v.id
      )`;
  await db.model.deleteMany({ where: { versions: { none: {} } } });
}

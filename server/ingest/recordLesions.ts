import type { Db, Tx } from '@/server/db/client';
import { holdFiles } from '@/server/db/lockFile';
import { appendEvents } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import type { FileStore } from '@/server/store/fileStore';
import { appendTrail } from '@/server/trail/appendTrail';
import { batchRecord } from '@/server/trail/batchRecord';
import { type GivenLesion, keepLesion, type PictureSize } from './givenLesion';
import { removeOrphans } from './removeOrphans';
import { type LesionKey, type LesionRow, removeLesions, writeLesions } from './writeLesions';

/** A lesion of an instance, null where nobody knows the instance; `given` null takes back what the source said. */
export type NamedLesion = Omit<LesionKey, 'instanceId'> & { instanceId: string | null; given: GivenLesion | null };

/** Why the lesion at a place of the call was not taken. */
export type RefusedLesion = { index: number; problem: AppError };

export type RecordedLesions = { recorded: number; removed: number };

type Context = { db: Db; store: FileStore; now: () => Date; by?: string };

/** Given the refused, in order, throws where nothing is to be recorded. */
type Judge = (refused: readonly RefusedLesion[]) => void;

/**
 * Records lesions in one transaction, in the place of what the same source said before of the same finding; of several in
 * one call the last counts. Figures of maps that are there follow as a job, so that a recording never waits for them.
 * Those that cannot be taken (no such instance, an unreadable mask) are told to `judge`, and the others recorded.
 */
export async function recordLesions(
  { db, store, now, by = 'system ingest' }: Context,
  lesions: readonly NamedLesion[],
  judge: Judge,
): Promise<RecordedLesions> {
  const made: string[] = [];
  try {
    const { rows, gone, refused } = await prepare(db, store, lesions, made);
    judge(refused);
    const removed = await write(db, store, { rows, gone, now: now(), by });
    return { recorded: rows.length, removed };
  } catch (error) {
    await removeOrphans(db, store, made);
    throw error;
  }
}

type Prepared = { rows: LesionRow[]; gone: LesionKey[]; refused: RefusedLesion[] };

async function prepare(db: Db, store: FileStore, lesions: readonly NamedLesion[], made: string[]): Promise<Prepared> {
  const sizes = await readSizes(db, lesions);
  const refused: RefusedLesion[] = [];
  const latest = new Map<string, LesionRow | LesionKey>();
  for (const [index, { instanceId, finding, source, given }] of lesions.entries()) {
    const size = sizes.get(instanceId ?? '');
    if (instanceId === null || size === undefined) {
      refused.push({ index, problem: new AppError('not-found', 'no such instance') });
      continue;
    }
    const key = { instanceId, finding, source };
    try {
      const kept = given === null ? {} : await keepLesion(store, given, { path: 'mask', size, made });
      latest.set(JSON.stringify(key), { ...key, ...kept });
    } catch (problem) {
      if (!(problem instanceof AppError) || problem.code !== 'unreadable-mask') throw problem;
      refused.push({ index, problem });
    }
  }
  const all = [...latest.values()];
  return { rows: all.filter((row) => 'area' in row), gone: all.filter((row) => !('area' in row)), refused };
}

async function readSizes(db: Db, lesions: readonly NamedLesion[]): Promise<Map<string, PictureSize>> {
  const rows = await db.instance.findMany({
    where: { id: { in: [...new Set(lesions.flatMap(({ instanceId }) => instanceId ?? []))] } },
    select: { id: true, height: true, width: true },
  });
  return new Map(rows.map(({ id, height, width }) => [id, { height, width }]));
}

type Change = { rows: LesionRow[]; gone: LesionKey[]; now: Date; by: string };

function write(db: Db, store: FileStore, { rows, gone, now, by }: Change): Promise<number> {
  return db.$transaction(
    async (tx) => {
      const there = await lockInstances(tx, [...rows, ...gone]);
      const kept = rows.filter(({ instanceId }) => there.has(instanceId));
      const files = [...new Set(kept.flatMap(({ sha256 }) => sha256 ?? []))];
      await holdFiles(tx, files);
      if ((await Promise.all(files.map(store.has))).includes(false))
        throw new AppError('unavailable', 'a mask was removed meanwhile; send it again');
      await writeLesions(tx, kept, now);
      const removed = await removeLesions(tx, gone);
      const told = [...new Set([...kept, ...gone].map(({ instanceId }) => instanceId))];
      const said = [
        ...kept.map(({ instanceId, finding, source, area }) => [instanceId, finding, source, area]),
        ...gone.map(({ instanceId, finding, source }) => [instanceId, finding, source, null]),
      ];
      if (said.length > 0)
        await appendTrail(tx, [
          batchRecord({ kind: 'lesion:recorded', at: now, actor: by, instances: told, rows: said, body: { removed } }),
        ]);
      await appendEvents(
        tx,
        told.map((instanceId) => ({ type: 'truth:recorded' as const, payload: { instanceId } })),
      );
      return removed;
    },
    { maxWait: 20_000, timeout: 120_000 },
  );
}

/** In one order, so that two requests cannot deadlock; predictions of these instances wait meanwhile. */
async function lockInstances(tx: Tx, keys: readonly LesionKey[]): Promise<Set<string>> {
  const ids = [...new Set(keys.map(({ instanceId }) => instanceId))];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id::text as id from instance where id = any(${ids}::uuid[]) order by instance.id for update`;
  return new Set(rows.map(({ id }) => id));
}

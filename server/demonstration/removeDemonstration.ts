import type { Db } from '@/server/db/client';
import { noteLooseFiles } from '@/server/db/looseFile';
import { removeLooseFiles } from '@/server/retention/looseFiles';
import { type Doomed, removeInstances } from '@/server/retention/removeInstances';
import { removeCellsOfVersions } from '@/server/rollup/removeCellsOfVersions';
import { appendTrail } from '@/server/trail/appendTrail';
import type { DemonstrationContext } from './context';
import { removableVersions } from './removableVersions';
import { lockState, readState, type State, scheduleRemoval, tellChange } from './state';

/** Longest that one run takes, so that a worker that is told to stop need not wait. */
const RUN_MS = 2_000;

const BATCH = 100;

/**
 * One run of the removal: images with all that hangs on them, then the registered models with their rollups, then the
 * files that no row needs any more. Each step is a transaction that leaves nothing half-done, and the next run goes on
 * where a killed one stopped. What is real is not touched.
 */
export async function removeDemonstration({ db, store, now }: DemonstrationContext): Promise<void> {
  const state = await readState(db);
  if (state?.status !== 'removing') return;
  const end = performance.now() + RUN_MS;
  const steps = [
    () => removeImages(db, now()),
    () => removeModels(db, state, now()),
    () => removeLooseFiles(db, store),
  ];
  for (const step of steps) {
    while ((await step()) > 0) {
      if (performance.now() > end) return db.$transaction(scheduleRemoval);
    }
  }
  await db.$transaction(async (tx) => {
    const { count } = await tx.demonstration.updateMany({
      where: { id: 1, status: 'removing' },
      data: { status: 'removed', versions: [], updatedAt: now() },
    });
    if (count > 0) await tellChange(tx);
  });
}

/** Deletes a batch of images; predictions, maps, ledgers, masks and truths go by cascade. Answers how many. */
async function removeImages(db: Db, at: Date): Promise<number> {
  return db.$transaction(async (tx) => {
    if ((await lockState(tx))?.status !== 'removing') return 0;
    // In the order of ids, as everybody locks them: a prediction that is being written is waited for.
    const rows = await tx.$queryRaw<Doomed[]>`
      select id, series_id as "seriesId", file_sha256 as "fileSha256"
      from instance where demo order by id limit ${BATCH} for update`;
    if (rows.length === 0) return 0;
    await removeInstances(tx, rows, { actor: 'system demonstration', at });
    await tx.demonstration.update({ where: { id: 1 }, data: { removed: { increment: rows.length } } });
    await tellChange(tx);
    return rows.length;
  });
}

/**
 * Deletes the registered versions and all counts of phantoms. Other versions of scope `demo` have read nothing but
 * phantoms, which are all gone by now, so that their counts are nothing. Answers 0: it is done at once.
 */
async function removeModels(db: Db, { versions: registered }: State, at: Date): Promise<0> {
  await db.$transaction(async (tx) => {
    // Registrations first: one that is being checked meanwhile then finds that it is gone, and makes no version.
    const registrations = await tx.$queryRaw<{ sha256: string }[]>`
      delete from registration
      where (manifest ->> 'name') || '@' || (manifest ->> 'version') = any(${registered}) and status in ('pending', 'failed')
      returning sha256`;
    await noteLooseFiles(
      tx,
      registrations.map(({ sha256 }) => sha256),
    );
  });
  await db.$transaction(async (tx) => {
    const gone = await removableVersions(tx, registered);
    const ids = gone.map(({ id }) => id);
    const demo = await tx.modelVersion.findMany({ where: { manifest: { path: ['scope'], equals: 'demo' } } });
    await removeCellsOfVersions(
      tx,
      demo.map(({ id }) => id),
    );
    await tx.registration.deleteMany({ where: { versionId: { in: ids } } });
    await tx.modelVersion.deleteMany({ where: { id: { in: ids } } });
    await tx.model.deleteMany({ where: { id: { in: gone.map(({ modelId }) => modelId) }, versions: { none: {} } } });
    await noteLooseFiles(
      tx,
      gone.map(({ sha256 }) => sha256),
    );
    await appendTrail(
      tx,
      gone.map(({ id, name, kind, sha256 }) => ({
        ...{ kind: 'model:removed', at, actor: 'system demonstration', subjects: [`version:${id}`] },
        body: { model: name, kind, sha256 },
      })),
    );
  });
  return 0;
}

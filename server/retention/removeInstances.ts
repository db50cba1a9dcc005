import type { Tx } from '@/server/db/client';
import { noteLooseFiles } from '@/server/db/looseFile';
import { appendTrail } from '@/server/trail/appendTrail';
import { batchRecord } from '@/server/trail/batchRecord';

/** An instance that is to go; its row is locked by the caller. */
export type Doomed = { id: string; seriesId: string; fileSha256: string | null };

/** Who removes them, as the audit trail names them, and when. */
export type Remover = { actor: string; at: Date };

/**
 * Deletes instances with their jobs, and studies that are empty then; predictions, maps, ledgers, masks, lesions, edits
 * and truths go by cascade. Their files are noted as loose. The rollup is not touched.
 */
export async function removeInstances(
  tx: Tx,
  doomed: readonly Doomed[],
  by: Remover = { actor: 'system retention', at: new Date() },
): Promise<void> {
  const ids = doomed.map(({ id }) => id);
  const masks = await tx.mask.findMany({ where: { instanceId: { in: ids } }, distinct: ['sha256'] });
  const lesions = await tx.lesion.findMany({ where: { instanceId: { in: ids } }, distinct: ['sha256'] });
  const edits = await tx.edit.findMany({
    where: { instanceId: { in: ids } },
    distinct: ['pictureSha256'],
    select: { pictureSha256: true },
  });
  await noteLooseFiles(tx, [
    ...doomed.flatMap(({ fileSha256 }) => fileSha256 ?? []),
    ...masks.map(({ sha256 }) => sha256),
    ...lesions.flatMap(({ sha256 }) => sha256 ?? []),
    ...edits.flatMap(({ pictureSha256 }) => pictureSha256 ?? []),
  ]);
  await tx.$queryRaw`
    select count(graphile_worker.remove_job(kind || ':' || id)) as removed
    from unnest(${ids}::text[]) as id, unnest(array['audit-instance', 'localise-instance']) as kind`;
  await tx.instance.deleteMany({ where: { id: { in: ids } } });
  await removeEmptyStudies(tx, [...new Set(doomed.map(({ seriesId }) => seriesId))]);
  if (ids.length > 0)
    await appendTrail(tx, [batchRecord({ kind: 'instance:removed', ...by, instances: ids, rows: ids.toSorted() })]);
}

async function removeEmptyStudies(tx: Tx, seriesIds: string[]): Promise<void> {
  const studies = await tx.$queryRaw<{ id: string }[]>`
    delete from series s
    where s.id = any(${seriesIds}::uuid[]) and not exists (select 1 from instance i where i.series_id = s.id)
    returning s.study_id as id`;
  await tx.$executeRaw`
    delete from study y
    where y.id = any(${studies.map(({ id }) => id)}::uuid[])
      and not exists (select 1 from series s where s.study_id = y.id)`;
}

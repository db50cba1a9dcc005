import type { Tx } from '@/server/db/client';

/** Takes the cells of model versions out of the rollup, as before their results are deleted. Answers how many. */
export function removeCellsOfVersions(tx: Tx, versionIds: readonly string[]): Promise<number> {
  return tx.$executeRaw`
    delete from rollup_cell
    where finding_id in (select id from finding where version_id = any(${[...versionIds]}::uuid[]))`;
}

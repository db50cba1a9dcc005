import type { Stratifier } from '@/server/cohort/cohortFilter';
import { db } from '@/server/db/client';
import { inSnapshot } from '@/server/db/inSnapshot';
import { isClassifier } from '@/server/db/isClassifier';
import { type VersionState, versionState } from '@/server/model/versionState';

/** Values that exist, for the filter's menus. */
export type CaseFacets = {
  models: { model: string; state: VersionState; findings: string[] }[];
  sites: string[];
  departments: string[];
  scanners: string[];
  viewPositions: string[];
  patientSexes: string[];
};

/** Read from the rollup, which is small; a value of images that no model has read is not listed. */
export async function getCaseFacets(): Promise<CaseFacets> {
  const [versions, strata] = await Promise.all([
    inSnapshot(db(), (tx) =>
      tx.modelVersion.findMany({
        where: isClassifier,
        include: { model: true, findings: { orderBy: { channel: 'asc' } } },
        orderBy: { createdAt: 'asc' },
      }),
    ),
    db().$queryRaw<
      { by: Stratifier; stratum: string }[]
    >`select distinct by, stratum from rollup_cell where grain = 'all' order by by, stratum`,
  ]);
  const of = (by: Stratifier) => strata.filter((row) => row.by === by).map((row) => row.stratum);
  return {
    models: versions.map(({ model, version, state, findings }) => ({
      model: `${model.name}@${version}`,
      state: versionState.parse(state),
      findings: findings.map((finding) => finding.name),
    })),
    sites: of('site'),
    departments: of('department'),
    scanners: of('scanner'),
    viewPositions: of('viewPosition'),
    patientSexes: of('patientSex'),
  };
}

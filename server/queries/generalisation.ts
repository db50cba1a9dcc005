import { z } from 'zod';
import type { RollupFilter } from '@/server/cohort/cohortFilter';
import { db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { type BinnedAuc, binnedAuc } from '@/server/stats/binnedAuc';
import { unpairedAucTest } from '@/server/stats/unpairedAucTest';
import { type AucFigures, aucFigures, aucSummary, NO_AUC, type Suppressed, suppression } from './aucSummary';
import { NO_FIGURE } from './calibration';
import { cellFilter } from './cellFilter';
import { CELL_SUMS } from './cellSums';
import { mergeScores } from './labelledScores';
import { isVersion } from './scopedFinding';
import { type ScoredStratum, scoredStratum } from './siteEffect';
import { STATISTICS_VERSION } from './statisticsVersion';
import type { StratumSums } from './strataSums';
import type { Figure } from './stratumStatistics';

/** A version on the cases of one site. `internal`: the site is in its `trainedOn`; null when that is not stated. */
export type GeneralisationCell = AucFigures & {
  site: string;
  internal: boolean | null;
  positives: number;
  negatives: number;
  suppressed: Suppressed | null;
};

/** One version's row: sites as columns, then internal against external cases, each pooled. */
export type GeneralisationRow = {
  model: string;
  versionId: string;
  trainedOn: string[] | null;
  sites: GeneralisationCell[];
  internal: AucFigures;
  external: AucFigures;
  /** internal − external, unpaired DeLong; `p` two-sided. */
  drop: Figure & { p: number | null };
};

/** Matrix of train × test sites of a finding: every version that has it (SCIENCE §1.2). */
export type Generalisation = {
  asOf: string;
  definitionVersion: string;
  finding: string;
  sites: string[];
  rows: GeneralisationRow[];
};

type VersionRow = { findingId: number; model: string; versionId: string; manifest: unknown };

/**
 * Every version that has the finding, or the one that the filter names, on every site. The filter's own finding is not
 * looked at.
 */
export async function getGeneralisation(finding: string, filter: RollupFilter): Promise<Generalisation> {
  const versions = await db().$queryRaw<VersionRow[]>`
    select f.id as "findingId", m.name || '@' || v.version as model, v.id as "versionId", v.manifest
    from finding f join model_version v on v.id = f.version_id join model m on m.id = v.model_id
    where f.name = ${finding} ${filter.model === undefined ? Prisma.empty : Prisma.sql`and ${isVersion(filter.model)}`}
    order by v.created_at, v.id`;
  const strata = await readSites(
    versions.map(({ findingId }) => findingId),
    filter,
  );
  const sites = [...new Set([...strata.values()].flatMap((list) => list.map(({ stratum }) => stratum)))].sort();
  return {
    asOf: new Date().toISOString(),
    definitionVersion: STATISTICS_VERSION,
    finding,
    sites,
    rows: versions.map((version) => rowOf(version, strata.get(version.findingId) ?? [])),
  };
}

/** By finding, sites in the order of their names. */
async function readSites(findings: number[], filter: RollupFilter): Promise<Map<number, ScoredStratum[]>> {
  const { where } = cellFilter(filter, 'site');
  const rows = await db().$queryRaw<(StratumSums & { findingId: number })[]>`
    select c.finding_id as "findingId", c.site as stratum, ${CELL_SUMS}
    from rollup_cell c
    where c.finding_id = any(${findings}) and ${where}
    group by 1, 2
    having sum(c.n) > 0
    order by 1, 2`;
  const strata = new Map<number, ScoredStratum[]>();
  for (const { findingId, ...row } of rows) {
    strata.set(findingId, [...(strata.get(findingId) ?? []), scoredStratum(row.stratum, row)]);
  }
  return strata;
}

const training = z.object({ trainedOn: z.array(z.string()).min(1) });

function rowOf({ model, versionId, manifest }: VersionRow, strata: readonly ScoredStratum[]): GeneralisationRow {
  const stated = training.safeParse(manifest);
  const trainedOn = stated.success ? stated.data.trainedOn : null;
  const inside = ({ stratum }: ScoredStratum): boolean => trainedOn?.includes(stratum) ?? false;
  const internal = trainedOn === null ? null : pooled(strata.filter(inside));
  const external = trainedOn === null ? null : pooled(strata.filter((stratum) => !inside(stratum)));
  const test = internal === null || external === null ? null : unpairedAucTest(internal, external);
  return {
    model,
    versionId,
    trainedOn,
    sites: strata.map((stratum) => ({
      ...aucSummary(stratum.scores),
      site: stratum.stratum,
      internal: trainedOn === null ? null : inside(stratum),
      positives: stratum.positives,
      negatives: stratum.negatives,
    })),
    internal: internal === null ? NO_AUC : aucFigures(internal),
    external: external === null ? NO_AUC : aucFigures(external),
    drop: test === null ? { ...NO_FIGURE, p: null } : { value: test.value, low: test.low, high: test.high, p: test.p },
  };
}

/** All cases of some sites together; null where they are too few. */
function pooled(strata: readonly ScoredStratum[]): BinnedAuc | null {
  const scores = mergeScores(strata.map((stratum) => stratum.scores));
  return scores === null || suppression(scores) !== null
    ? null
    : binnedAuc(scores.positive.counts, scores.negative.counts);
}

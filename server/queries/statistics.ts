import { DEFINITION_VERSION } from '@/server/audit/definition';
import type { RollupFilter, Stratifier } from '@/server/cohort/cohortFilter';
import { db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { inSnapshot } from '@/server/db/inSnapshot';
import { versionCondition } from '@/server/db/versionCondition';
import { AppError } from '@/server/problem/appError';
import { type AucSummary, aucSummary } from './aucSummary';
import { CELL_END, cellFilter } from './cellFilter';
import { addCells, CELL_SUMS, type CellSums, NO_CELLS } from './cellSums';
import { labelledScores } from './labelledScores';
import { meanProbability, type OutsideShareSummary, outsideSummary } from './outsideSummary';
import { type SiteEffect, scoredStratum, siteEffects } from './siteEffect';

/** The figures of a cohort; the total and each stratum have the same. */
export type StratumStatistics = {
  n: number;
  /** Truths of 1, and of 0 or 1. */
  positives: number;
  labelled: number;
  /** positives / labelled; null without labels. */
  prevalence: number | null;
  meanProbability: number | null;
  flagged: number;
  /** Of the score for the finding. */
  auc: AucSummary;
  outsideShare: OutsideShareSummary;
};

export type Statistics = {
  definitionVersion: string;
  asOf: string;
  model: string;
  finding: string;
  by: Stratifier | null;
  /** What the counted cells cover; null when there are none. Cells of the past are days, then months. */
  period: { from: string | null; to: string | null };
  total: StratumStatistics;
  strata: (StratumStatistics & { stratum: Partial<Record<Stratifier, string>> })[];
  /** Each stratum against the one with most negatives, among cases without the finding; empty without `by`. */
  siteEffect: SiteEffect[];
};

/** Totals and strata of one finding of one version, from rollups. */
export async function getStatistics(filter: RollupFilter, by: Stratifier | null): Promise<Statistics> {
  const { id, model, finding } = await findFinding(filter);
  const { where, times } = cellFilter(filter, by);
  const rows = await db().$queryRaw<(CellSums & { stratum: string })[]>`
    select ${by === 'site' ? Prisma.sql`c.site` : Prisma.sql`c.stratum`} as stratum, ${CELL_SUMS}
    from rollup_cell c
    where c.finding_id = ${id} and ${where}
    group by 1
    order by 2 desc, 1`;
  const [period] = await db().$queryRaw<{ from: Date | null; to: Date | null }[]>`
    select min(c.start) as "from", max(${CELL_END}) as "to"
    from rollup_cell c where c.finding_id = ${id} and ${times}`;
  const sums = rows.reduce(addCells, NO_CELLS);
  return {
    definitionVersion: DEFINITION_VERSION,
    asOf: new Date().toISOString(),
    model,
    finding,
    by,
    period: { from: period?.from?.toISOString() ?? null, to: period?.to?.toISOString() ?? null },
    total: statisticsOf(sums),
    strata: by === null ? [] : rows.map((row) => ({ stratum: { [by]: row.stratum }, ...statisticsOf(row) })),
    siteEffect:
      by === null
        ? []
        : siteEffects(
            by,
            rows.map((row) => scoredStratum(row.stratum, row)),
          ),
  };
}

function statisticsOf(sums: CellSums): StratumStatistics {
  const labelled = sums.positives + sums.negatives;
  return {
    n: sums.n,
    positives: sums.positives,
    labelled,
    prevalence: labelled === 0 ? null : sums.positives / labelled,
    meanProbability: meanProbability(sums),
    flagged: sums.flagged,
    auc: aucSummary(labelledScores(sums)),
    outsideShare: outsideSummary(sums),
  };
}

async function findFinding(filter: RollupFilter): Promise<{ id: number; model: string; finding: string }> {
  const missing = (['model', 'finding'] as const).filter((path) => filter[path] === undefined);
  if (filter.model === undefined || filter.finding === undefined) {
    throw new AppError('invalid-field', `name ${missing.join(' and ')}`, {
      errors: missing.map((path) => ({ path, detail: 'missing' })),
    });
  }
  const [name, version] = [filter.finding, versionCondition(filter.model)];
  const row = await inSnapshot(db(), (tx) =>
    tx.finding.findFirst({
      where: { name, version },
      include: { version: { include: { model: true } } },
      orderBy: { version: { createdAt: 'desc' } },
    }),
  );
  if (row === null)
    throw new AppError('not-found', `no version ${filter.model} with a finding ${filter.finding} is registered`);
  return { id: row.id, model: `${row.version.model.name}@${row.version.version}`, finding: row.name };
}

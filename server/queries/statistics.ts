import { DEFINITION_VERSION } from '@/server/audit/definition';
import type { RollupFilter, Stratifier } from '@/server/cohort/cohortFilter';
import { MIN_CASES } from './aucSummary';
import { addCells, NO_CELLS } from './cellSums';
import { type CoveredPeriod, readPeriod } from './coveredPeriod';
import { operatingPoints } from './decisions';
import { mergeScores } from './labelledScores';
import { pooledAucOf } from './pooledAuc';
import { type ScopedFinding, scopedFinding } from './scopedFinding';
import { type SiteEffect, scoredStratum, siteEffects } from './siteEffect';
import { STATISTICS_VERSION } from './statisticsVersion';
import { readStrata, type StratumSums } from './strataSums';
import { stratumFigures } from './stratumFigures';
import type { PooledAuc, StratumStatistics } from './stratumStatistics';

export type { StratumStatistics } from './stratumStatistics';

export type Statistics = {
  definitionVersion: string;
  /** Version of the definitions of the outside share. */
  attributionVersion: string;
  asOf: string;
  model: string;
  finding: string;
  by: Stratifier | null;
  /** What the counted cells cover; null when there are none. Cells of the past are days, then months. */
  period: CoveredPeriod;
  total: StratumStatistics;
  strata: (StratumStatistics & { stratum: Partial<Record<Stratifier, string>> })[];
  /** Each stratum against the one with most negatives, among cases without the finding; empty without `by`. */
  siteEffect: SiteEffect[];
  /** The pooled AUC taken apart by the strata; null without `by`. */
  auc: PooledAuc | null;
};

/** `suppress` false: also figures of fewer than ten cases, for those who may see them. */
export type StatisticsOptions = { suppress?: boolean };

/** Totals and strata of one finding of one version, from rollups. */
export async function getStatistics(
  filter: RollupFilter,
  by: Stratifier | null,
  options: StatisticsOptions = {},
): Promise<Statistics> {
  const finding = await scopedFinding(filter);
  const [rows, period] = await Promise.all([readStrata(finding.id, filter, by), readPeriod(finding.id, filter, by)]);
  return { asOf: new Date().toISOString(), period, ...statisticsOf(finding, by, rows, options) };
}

/** The same from sums by stratum, wherever they come from; without `by` their strata do not matter. */
export function statisticsOf(
  { model, finding, threshold }: ScopedFinding,
  by: Stratifier | null,
  rows: readonly StratumSums[],
  { suppress = true }: StatisticsOptions = {},
): Omit<Statistics, 'asOf' | 'period'> {
  const minimum = suppress ? MIN_CASES : 1;
  const strata = rows.map((row) => ({ row, scored: scoredStratum(row.stratum, row) }));
  const scored = strata.map((stratum) => stratum.scored);
  const whole = mergeScores(scored.map(({ scores }) => scores));
  const points = operatingPoints(threshold, whole, minimum);
  return {
    definitionVersion: STATISTICS_VERSION,
    attributionVersion: DEFINITION_VERSION,
    model,
    finding,
    by,
    total: stratumFigures(rows.reduce(addCells, NO_CELLS), whole, points, minimum),
    strata:
      by === null
        ? []
        : strata.map(({ row, scored: { stratum, scores } }) => ({
            stratum: { [by]: stratum },
            ...stratumFigures(row, scores, points, minimum),
          })),
    siteEffect: by === null ? [] : siteEffects(by, scored, minimum),
    auc: by === null ? null : pooledAucOf(scored, minimum),
  };
}

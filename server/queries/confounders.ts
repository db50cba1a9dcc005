import { type RollupFilter, STRATIFIERS, type Stratifier, UNKNOWN_STRATUM } from '@/server/cohort/cohortFilter';
import { db } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { coarseBins } from '@/server/stats/coarseBins';
import {
  conditionalMutualInformation,
  INFORMATION_BINS,
  MIN_PER_INFORMATION_BIN,
} from '@/server/stats/conditionalMutualInformation';
import { etaSquared } from '@/server/stats/etaSquared';
import { type Proportion, wilsonInterval } from '@/server/stats/wilsonInterval';
import { aucSummary, MIN_CASES } from './aucSummary';
import { figureOf } from './calibration';
import { anyVariable } from './cellFilter';
import { CELL_SUMS } from './cellSums';
import { mergeScores } from './labelledScores';
import { pooledAucOf } from './pooledAuc';
import { scopedFinding } from './scopedFinding';
import { type ScoredStratum, type SiteEffect, scoredStratum, siteEffects } from './siteEffect';
import { distance } from './siteEffectSummary';
import { STATISTICS_VERSION } from './statisticsVersion';
import type { StratumSums } from './strataSums';
import type { Figure, PooledAuc } from './stratumStatistics';

/** One stratifying variable as a possible confounder of a finding. */
export type Confounder = {
  by: Stratifier;
  /** Strata with cases; figures below are over those that can be told. */
  strata: number;
  /** Among cases without the finding, each stratum against the reference; the one furthest from .5 first. */
  effects: SiteEffect[];
  worst: SiteEffect | null;
  none: 'no_truths' | 'one_stratum' | 'fewer_than_10_negatives' | 'being_recounted' | null;
  /** eta² of the logit over all strata at once, among cases without the finding. */
  etaSquared: number | null;
  /** Mutual information of score and stratum given the label, bits, Miller–Madow corrected. */
  information: { bits: number; n: number } | null;
  prevalenceOnly: number | null;
  lift: PooledAuc['lift'];
  adjusted: Figure;
  /** Share of cases with a label, by stratum, most cases first. */
  coverage: { stratum: string; n: number; labelled: number; share: Proportion | null }[];
};

/** Every stratifying variable of one finding, those whose healthy cases differ most first. */
export type Confounders = {
  asOf: string;
  definitionVersion: string;
  model: string;
  finding: string;
  pooled: Figure;
  variables: Confounder[];
};

/**
 * All variables at once, from one reading of the rollups. The filter may name a site and a period beside version and
 * finding.
 * @throws AppError invalid-field for a filter on another variable, which the rollups of the others do not hold
 */
export async function getConfounders(filter: RollupFilter): Promise<Confounders> {
  const named = STRATIFIERS.find((variable) => variable !== 'site' && filter[variable] !== undefined);
  if (named !== undefined) {
    throw new AppError('invalid-field', 'confounders are told of all cases, of a site or of a period', {
      errors: [{ path: named, detail: 'no rollup holds this beside every other variable' }],
    });
  }
  const { id, model, finding } = await scopedFinding(filter);
  const rows = await db().$queryRaw<(StratumSums & { by: Stratifier })[]>`
    select c.by, c.stratum, ${CELL_SUMS}
    from rollup_cell c
    where c.finding_id = ${id} and ${anyVariable(filter)}
    group by 1, 2
    having sum(c.n) > 0
    order by 3 desc, 2`;
  const variables = STRATIFIERS.map((by) =>
    confounder(
      by,
      rows.filter((row) => row.by === by),
    ),
  );
  const sites = rows.filter((row) => row.by === 'site').map((row) => scoredStratum(row.stratum, row));
  return {
    asOf: new Date().toISOString(),
    definitionVersion: STATISTICS_VERSION,
    model,
    finding,
    pooled: figureOf(aucSummary(mergeScores(sites.map(({ scores }) => scores)))),
    variables: variables.toSorted((a, b) => strength(b) - strength(a)),
  };
}

const strength = ({ worst }: Confounder): number => (worst === null ? -1 : distance(worst));

function confounder(by: Stratifier, rows: readonly StratumSums[]): Confounder {
  const strata = rows.map((row) => scoredStratum(row.stratum, row));
  const known = strata.filter(({ stratum }) => stratum !== UNKNOWN_STRATUM);
  const effects = siteEffects(by, strata).toSorted((a, b) => distance(b) - distance(a));
  const worst = worstOf(effects);
  const { lift, adjusted, prevalenceOnly } = pooledAucOf(strata);
  return {
    by,
    strata: strata.length,
    effects,
    worst,
    none: worst === null ? reason(strata, effects) : null,
    etaSquared: etaSquared(
      known.flatMap(({ negatives, scores }) =>
        negatives < MIN_CASES || scores === null ? [] : [scores.negative.moments],
      ),
    ),
    information: informationOf(known),
    prevalenceOnly: strata.length < 2 ? null : prevalenceOnly,
    lift,
    adjusted: figureOf(adjusted),
    coverage: rows.map(({ stratum, n, positives, negatives }) => ({
      stratum,
      n,
      labelled: positives + negatives,
      share: wilsonInterval(positives + negatives, n),
    })),
  };
}

/** Of the effects that are told, of known strata if any, and judged ones if any; furthest from .5 first. */
function worstOf(effects: readonly SiteEffect[]): SiteEffect | null {
  const told = effects.filter(({ negatives }) => negatives.aucOfScore.value !== null);
  const known = told.filter(({ stratum }) => stratum !== UNKNOWN_STRATUM);
  const comparable = known.length > 0 ? known : told;
  const judged = comparable.filter(({ grade }) => grade !== 'few');
  return (judged.length > 0 ? judged : comparable)[0] ?? null;
}

function reason(strata: readonly ScoredStratum[], effects: readonly SiteEffect[]): Confounder['none'] {
  if (strata.every(({ positives, negatives }) => positives + negatives === 0)) return 'no_truths';
  if (strata.length < 2) return 'one_stratum';
  return effects.some(({ negatives }) => negatives.suppressed === 'being_recounted')
    ? 'being_recounted'
    : 'fewer_than_10_negatives';
}

/** Null with too few cases per bin and stratum, or under two strata (SCIENCE §4.1, 9). */
function informationOf(strata: readonly ScoredStratum[]): Confounder['information'] {
  const scores = strata.flatMap((stratum) => (labelled(stratum) > 0 && stratum.scores !== null ? stratum.scores : []));
  const n = strata.reduce((sum, stratum) => sum + labelled(stratum), 0);
  if (scores.length < 2 || n < MIN_PER_INFORMATION_BIN * INFORMATION_BINS * scores.length) return null;
  const information = conditionalMutualInformation(
    (['positive', 'negative'] as const).map((truth) =>
      scores.map((own) => coarseBins(own[truth].counts, INFORMATION_BINS)),
    ),
  );
  return information && { bits: information.corrected, n };
}

const labelled = ({ positives, negatives }: ScoredStratum): number => positives + negatives;

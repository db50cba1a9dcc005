import type { RollupFilter, Stratifier } from '@/server/cohort/cohortFilter';
import { AppError } from '@/server/problem/appError';
import { binnedAuc } from '@/server/stats/binnedAuc';
import { prevalenceReplay } from '@/server/stats/prevalenceReplay';
import { type AucFigures, aucFigures, MIN_CASES, NO_AUC, type Suppressed } from './aucSummary';
import { pooledAucOf } from './pooledAuc';
import { scopedFinding } from './scopedFinding';
import { type ScoredStratum, scoredStratum } from './siteEffect';
import { STATISTICS_VERSION } from './statisticsVersion';
import { readStrata } from './strataSums';
import type { PooledAuc } from './stratumStatistics';

/** A row and column of the matrix. */
export type MatrixStratum = { stratum: string; positives: number; negatives: number; prevalence: number | null };

/** Positives of one stratum against negatives of another: the chance that the positive scores higher. */
export type MatrixCell = AucFigures & { positivesOf: string; negativesOf: string; suppressed: Suppressed | null };

/**
 * S × S matrix of AUCs of a finding, row-major in the order of `strata` (most labelled first), with the decomposition of
 * the pooled AUC. With `prevalences` the cohort is replayed as if each stratum had that prevalence (0–1).
 */
export type SiteMatrix = {
  asOf: string;
  definitionVersion: string;
  model: string;
  finding: string;
  by: Stratifier;
  strata: MatrixStratum[];
  /** Strata beyond the `MATRIX_STRATA` most labelled, which have no row; `auc` and `replay` are over all. */
  omitted: number;
  cells: MatrixCell[];
  auc: PooledAuc;
  replay: {
    prevalences: Record<string, number>;
    pooled: AucFigures;
    within: AucFigures;
    prevalenceOnly: number;
  } | null;
};

/** Rows and columns of a matrix at most. */
export const MATRIX_STRATA = 32;

/**
 * Every stratum's positives against every stratum's negatives. `prevalences`: 0–1 by stratum, of those that are to have
 * another than their own.
 * @throws AppError invalid-field for a prevalence outside 0–1 or of a stratum that is not there
 */
export async function getSiteMatrix(
  filter: RollupFilter,
  by: Stratifier,
  prevalences: Record<string, number> | null = null,
): Promise<SiteMatrix> {
  const { id, model, finding } = await scopedFinding(filter);
  const all = (await readStrata(id, filter, by))
    .map((row) => scoredStratum(row.stratum, row))
    .filter((stratum) => labelled(stratum) > 0)
    .toSorted((a, b) => labelled(b) - labelled(a));
  const strata = all.slice(0, MATRIX_STRATA);
  return {
    asOf: new Date().toISOString(),
    definitionVersion: STATISTICS_VERSION,
    model,
    finding,
    by,
    strata: strata.map(({ stratum, positives, negatives }) => ({
      stratum,
      positives,
      negatives,
      prevalence: positives / (positives + negatives),
    })),
    omitted: all.length - strata.length,
    cells: strata.flatMap((one) => strata.map((other) => cellOf(one, other))),
    auc: pooledAucOf(all),
    replay: prevalences === null ? null : replayOf(all, prevalences),
  };
}

const labelled = ({ positives, negatives }: ScoredStratum): number => positives + negatives;

function cellOf(one: ScoredStratum, other: ScoredStratum): MatrixCell {
  const pair = { positivesOf: one.stratum, negativesOf: other.stratum };
  const suppressed = suppressionOf(one, other);
  if (suppressed !== null || one.scores === null || other.scores === null) return { ...NO_AUC, ...pair, suppressed };
  const auc = binnedAuc(one.scores.positive.counts, other.scores.negative.counts);
  return { ...aucFigures(auc), ...pair, suppressed: null };
}

function suppressionOf(one: ScoredStratum, other: ScoredStratum): Suppressed | null {
  if (one.positives < MIN_CASES) return 'fewer_than_10_positives';
  if (other.negatives < MIN_CASES) return 'fewer_than_10_negatives';
  return one.scores === null || other.scores === null ? 'being_recounted' : null;
}

/** Over strata with enough cases of both kinds: a cell of few cases may not be made to weigh much. */
function replayOf(all: readonly ScoredStratum[], prevalences: Record<string, number>): SiteMatrix['replay'] {
  checkPrevalences(all, prevalences);
  const strata = all.filter((stratum) => suppressionOf(stratum, stratum) === null);
  const replayed = strata.map((s) => prevalences[s.stratum] ?? s.positives / labelled(s));
  const sites = strata.flatMap(({ scores }) =>
    scores === null ? [] : [{ positives: scores.positive.counts, negatives: scores.negative.counts }],
  );
  const replay = prevalenceReplay(sites, replayed);
  return (
    replay && {
      prevalences: Object.fromEntries(strata.map(({ stratum }, i) => [stratum, replayed[i] ?? 0])),
      pooled: aucFigures(replay.pooled),
      within: aucFigures(replay.within),
      prevalenceOnly: replay.prevalenceOnly,
    }
  );
}

function checkPrevalences(strata: readonly ScoredStratum[], prevalences: Record<string, number>): void {
  for (const [name, prevalence] of Object.entries(prevalences)) {
    const known = strata.some(({ stratum }) => stratum === name);
    if (known && prevalence >= 0 && prevalence <= 1) continue;
    const detail = known ? 'a share, 0 to 1' : 'no stratum with labelled cases has this name';
    throw new AppError('invalid-field', 'prevalences: give a share by stratum', {
      errors: [{ path: 'prevalences', detail }],
    });
  }
}

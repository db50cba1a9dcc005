import { UNKNOWN_STRATUM } from '@/server/cohort/cohortFilter';
import { adjustedAuc, MIN_PER_SITE } from '@/server/stats/adjustedAuc';
import { aucDecomposition } from '@/server/stats/aucDecomposition';
import { aucLift } from '@/server/stats/aucLift';
import { prevalenceOnlyAuc } from '@/server/stats/prevalenceOnlyAuc';
import type { SiteScores } from '@/server/stats/siteMatrix';
import { aucFigures, aucSummary, MIN_CASES, NO_AUC } from './aucSummary';
import { figureOf, NO_FIGURE } from './calibration';
import { mergeScores } from './labelledScores';
import type { ScoredStratum } from './siteEffect';
import type { PooledAuc } from './stratumStatistics';

/**
 * Pooled AUC of a cohort, taken apart by its strata. What is not known counts as a stratum of the decomposition and of
 * the baseline, so that they are of all cases, but is not adjusted within: its cases need not be of one kind. `minimum`:
 * as of `aucSummary`; under `MIN_CASES`, strata enter the adjusted AUC from that number on.
 */
export function pooledAucOf(strata: readonly ScoredStratum[], minimum: number = MIN_CASES): PooledAuc {
  const labelled = strata.filter(({ positives, negatives }) => positives + negatives > 0);
  const { suppressed, ...pooled } = aucSummary(mergeScores(labelled.map(({ scores }) => scores)), minimum);
  const names = strata.map(({ stratum }) => stratum);
  if (suppressed !== null) return { ...NO_POOLED, left: names };
  const { within, between, withinPairs } = aucDecomposition(labelled.flatMap(siteScores));
  const known = labelled.filter(({ stratum }) => stratum !== UNKNOWN_STRATUM);
  const comparable = known.length > 0 ? known : labelled;
  const sites = comparable.flatMap(siteScores);
  const least = minimum < MIN_CASES ? minimum : MIN_PER_SITE;
  const adjusted = adjustedAuc(sites, least);
  const lift = aucLift(sites, least);
  const entered = adjusted.entered.map((i) => comparable[i]?.stratum ?? '');
  return {
    pooled,
    adjusted: aucFigures(adjusted),
    within: aucFigures(within),
    between: aucFigures(between),
    withinPairs,
    lift: { ...figureOf(lift), errorBound: lift?.errorBound ?? null },
    prevalenceOnly: prevalenceOnlyAuc(labelled),
    entered,
    left: names.filter((name) => !entered.includes(name)),
  };
}

const siteScores = ({ scores }: ScoredStratum): SiteScores[] =>
  scores === null ? [] : [{ positives: scores.positive.counts, negatives: scores.negative.counts }];

const NO_POOLED: PooledAuc = {
  pooled: NO_AUC,
  adjusted: NO_AUC,
  within: NO_AUC,
  between: NO_AUC,
  withinPairs: null,
  lift: { ...NO_FIGURE, errorBound: null },
  prevalenceOnly: null,
  entered: [],
  left: [],
};

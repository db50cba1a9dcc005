import type { RollupFilter, Stratifier } from '@/server/cohort/cohortFilter';
import { reliabilityCurve } from '@/server/stats/reliabilityCurve';
import { tallyOfBins } from '@/server/stats/tallyOfBins';
import { type Suppressed, suppression } from './aucSummary';
import { type LabelledScores, mergeScores } from './labelledScores';
import { scopedFinding } from './scopedFinding';
import { scoredStratum } from './siteEffect';
import { STATISTICS_VERSION } from './statisticsVersion';
import { readStrata } from './strataSums';
import type { StratumReliability } from './stratumStatistics';

/** Reliability curves of a finding: that of all cases first, then those of the strata, most cases first. */
export type Reliability = {
  asOf: string;
  definitionVersion: string;
  model: string;
  finding: string;
  by: Stratifier | null;
  /** No points where `suppressed` says why. */
  curves: (StratumReliability & { suppressed: Suppressed | null })[];
};

/** Observed against predicted in ten groups of about the same size, of all labelled cases and of each stratum. */
export async function getReliability(filter: RollupFilter, by: Stratifier | null): Promise<Reliability> {
  const { id, model, finding } = await scopedFinding(filter);
  const strata = (await readStrata(id, filter, by)).map((row) => scoredStratum(row.stratum, row));
  const whole = mergeScores(strata.map(({ scores }) => scores));
  return {
    asOf: new Date().toISOString(),
    definitionVersion: STATISTICS_VERSION,
    model,
    finding,
    by,
    curves: [curve(null, whole), ...(by === null ? [] : strata.map(({ stratum, scores }) => curve(stratum, scores)))],
  };
}

function curve(stratum: string | null, scores: LabelledScores | null): Reliability['curves'][number] {
  const n = scores === null ? 0 : scores.positive.moments.n + scores.negative.moments.n;
  const suppressed = suppression(scores);
  const points =
    scores === null || suppressed !== null
      ? []
      : reliabilityCurve(tallyOfBins(scores.positive.counts, scores.negative.counts, 'centre'));
  return { stratum, n, points, suppressed };
}

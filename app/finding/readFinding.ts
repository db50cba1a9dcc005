import { shownHere } from '@/app/shell/hiddenHere';
import { readAnalysis } from '@/server/analysis/ask';
import type { AnalysisState } from '@/server/analysis/kinds';
import type { Stratifier } from '@/server/cohort/cohortFilter';
import { type Confounders, getConfounders } from '@/server/queries/confounders';
import { type Distributions, getDistributions } from '@/server/queries/distributions';
import { type Evidence, getEvidence } from '@/server/queries/evidence';
import { type Generalisation, getGeneralisation } from '@/server/queries/generalisation';
import { getOutsideHistogram } from '@/server/queries/outsideHistogram';
import { getReliability, type Reliability } from '@/server/queries/reliability';
import { getStatistics, type Statistics } from '@/server/queries/statistics';
import { type FindingView, openingVariable, viewFilter } from './findingQuery';

/** All that the page shows of one finding; `by` is the variable it compares by. */
export type FindingRead = {
  by: Stratifier;
  statistics: Statistics;
  confounders: Confounders;
  distributions: Distributions;
  reliability: Reliability;
  generalisation: Generalisation;
  outsideCounts: number[];
  /** Null when nobody has asked for it. It is of all time, so it is shown without a period only. */
  patients: AnalysisState<'patient-intervals'> | null;
  /** Of all time. */
  evidence: Evidence;
  explained: Explained;
};

/** What was asked of maps, markers and features; null where nobody has. */
export type Explained = {
  maps: AnalysisState<'maps'> | null;
  randomised: AnalysisState<'randomised-maps'> | null;
  markers: AnalysisState<'markers'> | null;
  probe: AnalysisState<'probe'> | null;
};

export async function readFinding(view: FindingView): Promise<FindingRead> {
  const filter = viewFilter(view);
  const { model: _, ...everyVersion } = filter;
  const { model, finding } = view;
  const confounders = await getConfounders(filter);
  const by = view.by ?? openingVariable(confounders.variables);
  const [statistics, distributions, reliability, generalisation, outsideCounts, patients, evidence, explained] =
    await Promise.all([
      getStatistics(filter, by),
      getDistributions(filter, by),
      getReliability(filter, by),
      getGeneralisation(finding, everyVersion),
      getOutsideHistogram(filter),
      readAnalysis('patient-intervals', { model, finding, by }),
      getEvidence(model, finding),
      readExplained(model, finding),
    ]);
  const statistical = { by, statistics, confounders, distributions, reliability, generalisation, outsideCounts };
  return { ...statistical, patients, evidence, explained };
}

async function readExplained(model: string, finding: string): Promise<Explained> {
  const [maps, randomised, markers, probe] = await Promise.all([
    readAnalysis('maps', { model, finding }),
    readAnalysis('randomised-maps', { model }),
    readAnalysis('markers', { model }),
    readAnalysis('probe', { model }),
  ]);
  return shownHere({ maps, randomised, markers, probe });
}

import { PHANTOM_SITES } from '@/server/phantom/study';
import type { CohortRun } from './cohortRun';
import type { ProofCohort } from './proofReport';

/** Images of a cohort by site, with pneumonia and without. */
export function cohortCounts({ key, studies }: CohortRun): ProofCohort {
  const sites = PHANTOM_SITES.flatMap((site) => {
    const own = studies.filter((study) => study.site === site);
    const positives = own.filter(({ truths }) => truths.Pneumonia === 1).length;
    return own.length === 0 ? [] : [[site, { images: own.length, positives, negatives: own.length - positives }]];
  });
  return { mode: key.mode, seed: key.seed, name: key.name, sites: Object.fromEntries(sites) };
}

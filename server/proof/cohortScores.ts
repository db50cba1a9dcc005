import { type Stratifier, UNKNOWN_STRATUM } from '@/server/cohort/cohortFilter';
import type { PhantomFinding, PhantomStudy } from '@/server/phantom/study';
import type { SitedStratum } from '@/server/queries/effectsWithinSites';
import type { TruthScores } from '@/server/queries/labelledScores';
import { type ScoredStratum, siteEffect } from '@/server/queries/siteEffect';
import { strataOf } from '@/server/rollup/strata';
import { LOGIT_BINS, logitBin } from '@/server/stats/logitBins';

/** One case of one model and finding, with the strata that the product would keep of it. */
export type ScoredCase = {
  index: number;
  logit: number;
  truth: 0 | 1;
  patient: string;
  strata: Record<Stratifier, string>;
};

/** A phantom as an instance of the archive would say it. */
export function strataOfStudy(study: PhantomStudy): Record<Stratifier, string> {
  const { site, department, scanner, viewPosition, portable, patientSex, patientAge } = study;
  return strataOf({ site, department, scanner, viewPosition, portable, patientSex, patientAge, reportedBy: null });
}

/** The cases of a cohort; `logits` in the order of the studies. */
export function scoredCases(
  studies: readonly PhantomStudy[],
  logits: ArrayLike<number>,
  finding: PhantomFinding,
): ScoredCase[] {
  return studies.map((study, index) => ({
    index,
    logit: logits[index] ?? Number.NaN,
    truth: study.truths[finding],
    patient: String(study.seed),
    strata: strataOfStudy(study),
  }));
}

/** What the rollups would hold of the cases, by stratum, in the order of their names. */
export function strataOfCases(cases: readonly ScoredCase[], by: Stratifier): ScoredStratum[] {
  const names = [...new Set(cases.map(({ strata }) => strata[by]))].sort();
  return names
    .filter((name) => name !== UNKNOWN_STRATUM)
    .map((stratum) => {
      const own = cases.filter(({ strata }) => strata[by] === stratum);
      const [positive, negative] = [truthScores(own, 1), truthScores(own, 0)];
      return {
        stratum,
        positives: positive.moments.n,
        negatives: negative.moments.n,
        scores: { positive, negative },
      };
    });
}

/** The same site by site, as the rollups hold them. */
export function cellsOfCases(cases: readonly ScoredCase[], by: Stratifier): SitedStratum[] {
  const sites = [...new Set(cases.map(({ strata }) => strata.site))].sort();
  return sites.flatMap((site) =>
    strataOfCases(
      cases.filter(({ strata }) => strata.site === site),
      by,
    ).map((stratum) => ({ ...stratum, site })),
  );
}

/** Histogram and moments of the cases with one truth. */
export function truthScores(cases: readonly ScoredCase[], wanted: 0 | 1): TruthScores {
  const counts = new Float64Array(LOGIT_BINS);
  const moments = { n: 0, sum: 0, sumOfSquares: 0 };
  for (const { logit, truth } of cases) {
    if (truth !== wanted) continue;
    const bin = logitBin(logit);
    counts[bin] = (counts[bin] ?? 0) + 1;
    moments.n += 1;
    moments.sum += logit;
    moments.sumOfSquares += logit * logit;
  }
  return { counts, moments };
}

/** Standard deviation (n − 1) of the logit over all cases, with the finding and without. */
export function spreadOf(cases: readonly ScoredCase[]): number {
  const mean = cases.reduce((sum, { logit }) => sum + logit, 0) / cases.length;
  return Math.sqrt(cases.reduce((sum, { logit }) => sum + (logit - mean) ** 2, 0) / (cases.length - 1));
}

/** Site A against site B. */
export function effectOfA(cases: readonly ScoredCase[]) {
  const [a, b] = strataOfCases(
    cases.filter(({ strata }) => strata.site !== 'C'),
    'site',
  );
  if (a === undefined || b === undefined) throw new RangeError('sites: not both A and B');
  return siteEffect('site', a, b);
}

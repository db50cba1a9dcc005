import { count, plural } from '@/app/format/number';
import type { ReportFacts } from '@/server/reports/content/reportContent';

// What the mappings ask of a report, so that all of them ask it the same way.

const findingsOf = ({ versions }: ReportFacts) => versions.flatMap(({ findings }) => findings);

/** Findings with an AUC, with a verdict that is not "too few cases", with labels at all. */
export const toldAucs = (facts: ReportFacts): number =>
  findingsOf(facts).filter(({ total }) => total.auc.value !== null).length;
export const toldVerdicts = (facts: ReportFacts): number =>
  findingsOf(facts).filter(({ verdict }) => verdict.grade !== 'few').length;

/** Findings of which two sites, views, sexes or bands of age can be compared. */
export const comparedStrata = (facts: ReportFacts): number =>
  findingsOf(facts).filter(({ sites, views, sexes, ages }) =>
    [sites, views, sexes, ages].some((strata) => strata.filter(({ auc }) => auc.value !== null).length > 1),
  ).length;

export const findingCount = (facts: ReportFacts): number => findingsOf(facts).length;

/** Reads by people in the period; those of arms with under ten are not counted. */
export const reads = ({ reviews }: ReportFacts): number =>
  reviews.arms.reduce((sum, { aided, unaided }) => sum + (aided ?? 0) + (unaided ?? 0), 0);

export const unaidedReads = ({ reviews }: ReportFacts): number =>
  reviews.arms.reduce((sum, { unaided }) => sum + (unaided ?? 0), 0);

export const trailRecords = ({ trail }: ReportFacts): number => trail.records.reduce((sum, { n }) => sum + n, 0);

/** Findings whose version names the sites that it was trained on. */
export const namesTraining = ({ versions }: ReportFacts): boolean =>
  versions.length > 0 && versions.every(({ trainedOn }) => trainedOn.length > 0);

/** "12 of 14 findings". */
export const ofFindings = (facts: ReportFacts, n: number): string =>
  `${count(n)} of ${plural(findingCount(facts), 'finding')}`;

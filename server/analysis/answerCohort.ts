import type { Db } from '@/server/db/client';
import { type Statistics, statisticsOf } from '@/server/queries/statistics';
import { acquisitionOf, type CountableRow, countableResults } from './caseQuery';
import type { AnalysisParameters } from './kinds';
import type { Progress } from './progress';
import { readAll } from './readAll';
import type { Snapshot } from './snapshot';
import { strataTally } from './strataTally';
import { findingOf, findSubject } from './subject';

/**
 * Statistics of any combination of filters, from single results. They are counted as they are read, so the memory is
 * that of the strata: 30 kB each.
 */
export async function answerCohort(
  db: Db,
  snapshot: Snapshot,
  { filter, by }: AnalysisParameters<'cohort'>,
  progress: Progress,
): Promise<Statistics> {
  const subject = await findSubject(db, filter.model ?? '');
  const finding = findingOf(subject, filter.finding ?? '');
  const tally = strataTally(by);
  await readAll<CountableRow>(snapshot, countableResults(finding, filter), progress, (row) => {
    const [probability, logit, outsideShare, areaOutside, undefinedReason, flags, truth, ...instance] = row;
    const shares = { outsideShare, areaOutside, undefinedReason };
    tally.add({ findingId: finding.id, probability, logit, ...shares, flags, truth }, acquisitionOf(instance));
  });
  const { from, to } = tally.period();
  const { id, name, threshold } = finding;
  return {
    asOf: snapshot.asOf.toISOString(),
    period: { from: from?.toISOString() ?? null, to: to?.toISOString() ?? null },
    ...statisticsOf({ id, model: subject.model, finding: name, threshold }, by, tally.strata()),
  };
}

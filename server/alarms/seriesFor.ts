import type { Tx } from '@/server/db/client';
import { readRanks } from './readRanks';
import { readSeries, type Series } from './readSeries';
import { isRank, type Statistic } from './statistic';

/** The sequences of a rule's statistic. Ranks need its reference period, days of which both are included. */
export function seriesFor(
  tx: Tx,
  statistic: Statistic,
  { referenceFrom, referenceTo }: { referenceFrom: string; referenceTo: string },
  asked: { findingIds: readonly number[]; from?: Date; since?: Date | null },
): Promise<Series[]> {
  return isRank(statistic)
    ? readRanks(tx, statistic, { referenceFrom, referenceTo }, asked)
    : readSeries(tx, { ...asked, measure: statistic });
}

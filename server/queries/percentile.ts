import { db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { binnedPercentileRank } from '@/server/stats/binnedPercentileRank';
import { LOGIT_RANGE, logitBin } from '@/server/stats/logitBins';
import { LOGIT_BIN_WIDTH } from '@/server/stats/tallyOfBins';
import { histogramText } from './cellSums';
import { countsOf } from './labelledScores';

/** Under this many predictions of a version no percentile is told. */
export const MIN_FOR_PERCENTILE = 1_000;

const SCORES = ['positiveScores', 'negativeScores', 'unlabelledScores'] as const;
type Row = Record<(typeof SCORES)[number], string> & { findingId: number };

/**
 * Scores of each finding over the whole time, all sites and truths together: counts in the bins of the logit. From
 * rollups, so what it costs does not grow with the predictions.
 */
export async function readScores(findingIds: readonly number[]): Promise<Map<number, Float64Array>> {
  const rows = await db().$queryRaw<Row[]>`
    select c.finding_id as "findingId", ${Prisma.join(SCORES.map(histogramText))}
    from rollup_cell c
    where c.finding_id = any(${[...findingIds]}) and c.by = 'site' and c.grain = 'all'
    group by 1`;
  return new Map(
    rows.map((row) => [
      row.findingId,
      countsOf(
        SCORES.map((name) => row[name])
          .filter(Boolean)
          .join(','),
      ),
    ]),
  );
}

/**
 * Mid-rank of a logit among all results of its finding, 0–100. Results of its own bin count as spread evenly over the
 * bin, so the rank is off by their share at most; of 22,303 real predictions of 14 findings by .15 at most. Null under 1,000 results.
 */
export function percentileOf(counts: Float64Array | undefined, logit: number): number | null {
  const n = counts?.reduce((sum, count) => sum + count, 0) ?? 0;
  if (counts === undefined || n < MIN_FOR_PERCENTILE) return null;
  const bin = logitBin(logit);
  const rank = binnedPercentileRank(counts, bin);
  const place = (logit + LOGIT_RANGE) / LOGIT_BIN_WIDTH - bin;
  // The bins at the ends hold all beyond them, so there a place in the bin says nothing.
  const share = place >= 0 && place <= 1 ? 2 * place - 1 : 0;
  return rank && rank.value + share * rank.errorBound;
}

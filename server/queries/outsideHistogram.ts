import type { RollupFilter } from '@/server/cohort/cohortFilter';
import { db } from '@/server/db/client';
import { SHARE_BINS } from '@/server/rollup/contribution';
import { cellFilter } from './cellFilter';
import { countsOf } from './labelledScores';
import { scopedFinding } from './scopedFinding';

/** Maps of a cohort by their outside share: counts [50] over 0–1; they sum to the maps whose share is defined. */
export async function getOutsideHistogram(filter: RollupFilter): Promise<number[]> {
  const { id } = await scopedFinding(filter);
  const { where } = cellFilter(filter, null);
  const [row] = await db().$queryRaw<{ shares: string }[]>`
    select coalesce(string_agg(array_to_string(nullif(c.outside_shares, '{}'), ','), ','), '') as shares
    from rollup_cell c where c.finding_id = ${id} and ${where}`;
  return [...countsOf(row?.shares ?? '').subarray(0, SHARE_BINS)];
}

import type { Db } from '@/server/db/client';

/** Hours are kept for two days and days for a quarter; older cells are merged into the next coarser grain. */
export const KEEP_HOURS_DAYS = 2;
export const KEEP_DAYS_DAYS = 92;

/** Merges cells that are older than their grain is kept for. Sums do not change, only the resolution in time. */
export async function compactRollup(db: Db, now: Date): Promise<void> {
  await coarsen(db, 'hour', 'day', new Date(now.getTime() - KEEP_HOURS_DAYS * 86_400_000));
  await coarsen(db, 'day', 'month', new Date(now.getTime() - KEEP_DAYS_DAYS * 86_400_000));
}

// A cell moves only when its whole coarse period is past, so a period is never told in two grains at once.
async function coarsen(db: Db, from: string, to: 'day' | 'month', before: Date): Promise<void> {
  await db.$executeRaw`
    with moved as (
      delete from rollup_cell
      where grain = ${from} and start < date_trunc(${to}, ${before}::timestamptz, 'UTC')
      returning *
    )
    insert into rollup_cell as cell
    select
      finding_id, by, stratum, site, ${to}, date_trunc(${to}, start, 'UTC'),
      sum(n)::bigint, sum(positives)::bigint, sum(negatives)::bigint, sum(flagged)::bigint,
      sum(sum_probability)::bigint, sum(outside_n)::bigint, sum(sum_outside)::bigint,
      sum(sum_outside_squared)::bigint, sum(sum_area_outside)::bigint, sum(undefined_no_evidence)::bigint,
      sum(undefined_mask_missing)::bigint, sum(undefined_mask_invalid)::bigint, sum(undefined_no_saliency)::bigint
    from moved
    group by 1, 2, 3, 4, 6
    order by 1, 2, 3, 4, 6
    on conflict (finding_id, by, stratum, site, grain, start) do update set
      n = cell.n + excluded.n,
      positives = cell.positives + excluded.positives,
      negatives = cell.negatives + excluded.negatives,
      flagged = cell.flagged + excluded.flagged,
      sum_probability = cell.sum_probability + excluded.sum_probability,
      outside_n = cell.outside_n + excluded.outside_n,
      sum_outside = cell.sum_outside + excluded.sum_outside,
      sum_outside_squared = cell.sum_outside_squared + excluded.sum_outside_squared,
      sum_area_outside = cell.sum_area_outside + excluded.sum_area_outside,
      undefined_no_evidence = cell.undefined_no_evidence + excluded.undefined_no_evidence,
      undefined_mask_missing = cell.undefined_mask_missing + excluded.undefined_mask_missing,
      undefined_mask_invalid = cell.undefined_mask_invalid + excluded.undefined_mask_invalid,
      undefined_no_saliency = cell.undefined_no_saliency + excluded.undefined_no_saliency`;
}

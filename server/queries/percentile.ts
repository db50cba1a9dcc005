import { Prisma } from '@/server/db/generated/client';

/** Under this many predictions of a version no percentile is told. */
export const MIN_FOR_PERCENTILE = 1_000;

/**
 * Mid-rank of a result's logit among all results of its finding, 0–100, as a scalar subquery on the alias `r`;
 * null under 1,000 results.
 */
export const PERCENTILE = Prisma.sql`(
  select case when count(*) < ${MIN_FOR_PERCENTILE} then null
    else 100.0 * (count(*) filter (where o.logit < r.logit) + 0.5 * count(*) filter (where o.logit = r.logit)) / count(*) end
  from finding_result o
  where o.finding_id = r.finding_id
)::float8`;

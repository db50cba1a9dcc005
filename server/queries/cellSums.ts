import { Prisma } from '@/server/db/generated/client';

/** The columns of `CellSums` over a group of rollup cells; float8, so that no BigInt leaks. */
export const CELL_SUMS = Prisma.sql`
  coalesce(sum(c.n), 0)::float8 as n,
  coalesce(sum(c.positives), 0)::float8 as positives,
  coalesce(sum(c.negatives), 0)::float8 as negatives,
  coalesce(sum(c.flagged), 0)::float8 as flagged,
  coalesce(sum(c.sum_probability), 0)::float8 as "sumProbability",
  coalesce(sum(c.outside_n), 0)::float8 as "outsideN",
  coalesce(sum(c.sum_outside), 0)::float8 as "sumOutside",
  coalesce(sum(c.sum_outside_squared), 0)::float8 as "sumOutsideSquared",
  coalesce(sum(c.sum_area_outside), 0)::float8 as "sumAreaOutside",
  coalesce(sum(c.undefined_no_evidence), 0)::float8 as "undefinedNoEvidence",
  coalesce(sum(c.undefined_mask_missing), 0)::float8 as "undefinedMaskMissing",
  coalesce(sum(c.undefined_mask_invalid), 0)::float8 as "undefinedMaskInvalid",
  coalesce(sum(c.undefined_no_saliency), 0)::float8 as "undefinedNoSaliency"`;

import { Prisma } from '@/server/db/generated/client';
import { MEASURES, type Measure } from '@/server/rollup/cell';

/** Sums over rollup cells: counts as they are, sums in fixed point, score histograms as text: bin,count,bin,count… */
export type CellSums = Record<Measure, number> & { positiveScores: string; negativeScores: string };

export const NO_CELLS: CellSums = {
  n: 0,
  positives: 0,
  negatives: 0,
  flagged: 0,
  sumProbability: 0,
  outsideN: 0,
  sumOutside: 0,
  sumOutsideSquared: 0,
  sumAreaOutside: 0,
  undefinedNoEvidence: 0,
  undefinedMaskMissing: 0,
  undefinedMaskInvalid: 0,
  undefinedNoSaliency: 0,
  sumPositiveLogit: 0,
  sumPositiveLogitSquared: 0,
  sumNegativeLogit: 0,
  sumNegativeLogitSquared: 0,
  positiveScores: '',
  negativeScores: '',
};

/** Cells of more than one group together. Histograms are joined; what reads them adds counts of the same bin. */
export function addCells(one: CellSums, other: CellSums): CellSums {
  const measures = Object.fromEntries(MEASURES.map((measure) => [measure, one[measure] + other[measure]]));
  const join = (name: 'positiveScores' | 'negativeScores') => [one[name], other[name]].filter(Boolean).join(',');
  return { ...one, ...measures, positiveScores: join('positiveScores'), negativeScores: join('negativeScores') };
}

/**
 * The columns of `CellSums` over a group of rollup cells; float8, so that no BigInt leaks. Joining the histograms as
 * text and adding them here takes half the time of unnesting them (490,000 pairs: 91 ms against 144 to 180).
 */
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
  coalesce(sum(c.undefined_no_saliency), 0)::float8 as "undefinedNoSaliency",
  coalesce(sum(c.sum_positive_logit), 0)::float8 as "sumPositiveLogit",
  coalesce(sum(c.sum_positive_logit_squared), 0)::float8 as "sumPositiveLogitSquared",
  coalesce(sum(c.sum_negative_logit), 0)::float8 as "sumNegativeLogit",
  coalesce(sum(c.sum_negative_logit_squared), 0)::float8 as "sumNegativeLogitSquared",
  coalesce(string_agg(array_to_string(nullif(c.positive_scores, '{}'), ','), ','), '') as "positiveScores",
  coalesce(string_agg(array_to_string(nullif(c.negative_scores, '{}'), ','), ','), '') as "negativeScores"`;

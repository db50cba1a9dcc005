import { Prisma } from '@/server/db/generated/client';

/** The end of an insert into `rollup_cell as cell`: what is there already is added to. */
export const ADD_TO_CELL = Prisma.sql`
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
    undefined_no_saliency = cell.undefined_no_saliency + excluded.undefined_no_saliency,
    positive_scores = add_scores(cell.positive_scores, excluded.positive_scores),
    negative_scores = add_scores(cell.negative_scores, excluded.negative_scores),
    sum_positive_logit = cell.sum_positive_logit + excluded.sum_positive_logit,
    sum_positive_logit_squared = cell.sum_positive_logit_squared + excluded.sum_positive_logit_squared,
    sum_negative_logit = cell.sum_negative_logit + excluded.sum_negative_logit,
    sum_negative_logit_squared = cell.sum_negative_logit_squared + excluded.sum_negative_logit_squared`;

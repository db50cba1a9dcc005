import type { Tx } from '@/server/db/client';
import { ADD_TO_CELL } from './addToCell';
import { type CellDelta, MEASURES } from './cell';
import { addHistograms, toPairs } from './scoreHistogram';

/**
 * Adds deltas to the rollup inside the caller's transaction. Cells are locked in one order, so that concurrent
 * writers cannot deadlock. The caller holds the row lock of the instance.
 */
export async function applyCells(tx: Tx, deltas: CellDelta[]): Promise<void> {
  if (deltas.length === 0) return;
  const rows = mergeDeltas(deltas).map((delta) => ({
    finding_id: delta.findingId,
    by: delta.by,
    stratum: delta.stratum,
    site: delta.site,
    start: delta.start.toISOString(),
    positiveScores: toPairs(delta.scores.positiveScores),
    negativeScores: toPairs(delta.scores.negativeScores),
    ...Object.fromEntries(MEASURES.map((measure) => [measure, String(delta.measures[measure])])),
  }));
  await tx.$executeRaw`
    insert into rollup_cell as cell (
      finding_id, by, stratum, site, grain, start,
      n, positives, negatives, flagged, sum_probability,
      outside_n, sum_outside, sum_outside_squared, sum_area_outside,
      undefined_no_evidence, undefined_mask_missing, undefined_mask_invalid, undefined_no_saliency,
      positive_scores, negative_scores,
      sum_positive_logit, sum_positive_logit_squared, sum_negative_logit, sum_negative_logit_squared
    )
    select
      finding_id, by, stratum, site, 'hour', start,
      "n", "positives", "negatives", "flagged", "sumProbability",
      "outsideN", "sumOutside", "sumOutsideSquared", "sumAreaOutside",
      "undefinedNoEvidence", "undefinedMaskMissing", "undefinedMaskInvalid", "undefinedNoSaliency",
      "positiveScores", "negativeScores",
      "sumPositiveLogit", "sumPositiveLogitSquared", "sumNegativeLogit", "sumNegativeLogitSquared"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as delta (
      finding_id int, by text, stratum text, site text, start timestamptz,
      "n" bigint, "positives" bigint, "negatives" bigint, "flagged" bigint, "sumProbability" bigint,
      "outsideN" bigint, "sumOutside" bigint, "sumOutsideSquared" bigint, "sumAreaOutside" bigint,
      "undefinedNoEvidence" bigint, "undefinedMaskMissing" bigint, "undefinedMaskInvalid" bigint,
      "undefinedNoSaliency" bigint, "positiveScores" int[], "negativeScores" int[],
      "sumPositiveLogit" bigint, "sumPositiveLogitSquared" bigint,
      "sumNegativeLogit" bigint, "sumNegativeLogitSquared" bigint
    )
    order by finding_id, by, stratum, site, start
    ${ADD_TO_CELL}`;
}

/** Sums deltas of the same cell: an upsert may touch each row once only. */
export function mergeDeltas(deltas: CellDelta[]): CellDelta[] {
  const merged = new Map<string, CellDelta>();
  for (const delta of deltas) {
    const key = JSON.stringify([delta.findingId, delta.by, delta.stratum, delta.site, delta.start.getTime()]);
    const known = merged.get(key);
    if (known === undefined) {
      merged.set(key, { ...delta, measures: { ...delta.measures } });
    } else {
      for (const measure of MEASURES) known.measures[measure] += delta.measures[measure];
      const { positiveScores, negativeScores } = known.scores;
      known.scores = {
        positiveScores: addHistograms(positiveScores, delta.scores.positiveScores),
        negativeScores: addHistograms(negativeScores, delta.scores.negativeScores),
      };
    }
  }
  return [...merged.values()];
}

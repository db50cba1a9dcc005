import type { Tx } from '@/server/db/client';
import { ADD_TO_CELL } from './addToCell';
import { type CellDelta, MEASURES } from './cell';

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
    ...Object.fromEntries(MEASURES.map((measure) => [measure, String(delta.measures[measure])])),
  }));
  await tx.$executeRaw`
    insert into rollup_cell as cell (
      finding_id, by, stratum, site, grain, start,
      n, positives, negatives, flagged, sum_probability,
      outside_n, sum_outside, sum_outside_squared, sum_area_outside,
      undefined_no_evidence, undefined_mask_missing, undefined_mask_invalid, undefined_no_saliency
    )
    select
      finding_id, by, stratum, site, 'hour', start,
      "n", "positives", "negatives", "flagged", "sumProbability",
      "outsideN", "sumOutside", "sumOutsideSquared", "sumAreaOutside",
      "undefinedNoEvidence", "undefinedMaskMissing", "undefinedMaskInvalid", "undefinedNoSaliency"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as delta (
      finding_id int, by text, stratum text, site text, start timestamptz,
      "n" bigint, "positives" bigint, "negatives" bigint, "flagged" bigint, "sumProbability" bigint,
      "outsideN" bigint, "sumOutside" bigint, "sumOutsideSquared" bigint, "sumAreaOutside" bigint,
      "undefinedNoEvidence" bigint, "undefinedMaskMissing" bigint, "undefinedMaskInvalid" bigint,
      "undefinedNoSaliency" bigint
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
    }
  }
  return [...merged.values()];
}

import type { Tx } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { type CellDelta, HISTOGRAMS, MEASURES } from './cell';
import { ADD_TO_CELL, JSON_TYPES, JSON_VALUES, VALUE_COLUMNS } from './columns';
import { addHistograms, toPairs } from './scoreHistogram';

/** Where the cells that hold the whole time start. */
export const ALL_START = new Date(0);

/**
 * Adds deltas to the rollup inside the caller's transaction: to the cell of their hour and to that of the whole time.
 * Cells are locked in one order, so that concurrent writers cannot deadlock. The caller holds the row lock of the
 * instance.
 */
export async function applyCells(tx: Tx, deltas: CellDelta[]): Promise<void> {
  if (deltas.length === 0) return;
  await addRows(tx, 'all', mergeDeltas(deltas.map((delta) => ({ ...delta, start: ALL_START }))));
  await addRows(tx, 'hour', mergeDeltas(deltas));
}

async function addRows(tx: Tx, grain: 'all' | 'hour', deltas: CellDelta[]): Promise<void> {
  const rows = deltas.map((delta) => ({
    finding_id: delta.findingId,
    by: delta.by,
    stratum: delta.stratum,
    site: delta.site,
    start: delta.start.toISOString(),
    ...Object.fromEntries(MEASURES.map((measure) => [measure, String(delta.measures[measure])])),
    ...Object.fromEntries(HISTOGRAMS.map((name) => [name, toPairs(delta.histograms[name])])),
  }));
  await tx.$executeRaw(Prisma.sql`
    insert into rollup_cell as cell (finding_id, by, stratum, site, grain, start, ${VALUE_COLUMNS})
    select finding_id, by, stratum, site, ${grain}, start, ${JSON_VALUES}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as delta (
      finding_id int, by text, stratum text, site text, start timestamptz, ${JSON_TYPES}
    )
    order by finding_id, by, stratum, site, start
    ${ADD_TO_CELL}`);
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
      const sums = HISTOGRAMS.map((name) => [name, addHistograms(known.histograms[name], delta.histograms[name])]);
      known.histograms = { ...known.histograms, ...Object.fromEntries(sums) };
    }
  }
  return [...merged.values()];
}

import type { Tx } from '@/server/db/client';
import { type Acquisition, type CellDelta, truthCells } from '@/server/rollup/cell';

/** A label that is new, changes, or goes (`value` null). `before`: what is there, null when nothing is. */
export type TruthChange = {
  instanceId: string;
  finding: string;
  value: 0 | 1 | null;
  before: 0 | 1 | null;
  source: string;
};

/**
 * Writes labels, one statement whatever their number. Each instance and finding comes once; the caller holds the row
 * locks of the instances.
 */
export async function writeTruths(
  tx: Tx,
  changes: readonly TruthChange[],
  now: Date,
  importId: string | null = null,
): Promise<void> {
  const kept = changes.filter(({ value }) => value !== null);
  if (kept.length > 0) {
    await tx.$executeRaw`
      insert into truth (instance_id, finding, value, source, received_at, import_id)
      select "instanceId", finding, value, source, ${now}, ${importId}::uuid
      from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as row (
        "instanceId" uuid, finding text, value smallint, source text
      )
      order by "instanceId", finding
      on conflict (instance_id, finding) do update
      set value = excluded.value, source = excluded.source, received_at = excluded.received_at,
        import_id = excluded.import_id`;
  }
  const gone = changes.filter(({ value }) => value === null);
  if (gone.length === 0) return;
  await tx.$executeRaw`
    delete from truth t
    using jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as row ("instanceId" uuid, finding text)
    where t.instance_id = row."instanceId" and t.finding = row.finding`;
}

type ScoredRow = Acquisition & {
  instanceId: string;
  findingId: number;
  finding: string;
  probability: number;
  logit: number;
};

/** What changed labels do to the rollup: the scores that are there move from one label to the other. */
export async function truthDeltas(tx: Tx, changes: readonly TruthChange[]): Promise<CellDelta[]> {
  const moved = changes.filter(({ before, value }) => before !== value);
  if (moved.length === 0) return [];
  const wanted = moved.map(({ instanceId, finding }) => ({ instanceId, finding }));
  const rows = await tx.$queryRaw<ScoredRow[]>`
    select p.instance_id::text as "instanceId", f.id as "findingId", f.name as finding, r.probability, r.logit,
      i.site, i.department, i.scanner, i.view_position as "viewPosition", i.portable,
      i.patient_sex as "patientSex", i.patient_age as "patientAge", i.reported_by as "reportedBy",
      i.acquired_at as "acquiredAt", i.received_at as "receivedAt"
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as row ("instanceId" uuid, finding text)
    join instance i on i.id = row."instanceId"
    join prediction p on p.instance_id = i.id
    join finding f on f.version_id = p.version_id and f.name = row.finding
    join finding_result r on r.prediction_id = p.id and r.finding_id = f.id and r.at = p.at`;
  const byKey = new Map(moved.map((change) => [`${change.instanceId} ${change.finding}`, change]));
  return rows.flatMap((row) => {
    const change = byKey.get(`${row.instanceId} ${row.finding}`);
    return change === undefined ? [] : truthCells(row, change.before, change.value, row);
  });
}

import type { Db, Tx } from '@/server/db/client';
import { applyCells } from './applyCells';
import { type Acquisition, type CellDelta, cellsOf } from './cell';
import { SUMMED_VALUES } from './columns';

const PAGE = 500;

type ResultRow = Acquisition & {
  predictionId: string;
  findingId: number;
  probability: number;
  logit: number;
  outsideShare: number | null;
  areaOutside: number | null;
  undefinedReason: string | null;
  flags: string[];
  truth: 0 | 1 | null;
};

export type Rebuild = { results: number; differences: number };

/**
 * Makes the rollup anew from the raw results and compares it with what the increments had made, summed over time
 * (compaction changes the grain, never a sum). Everything happens in one transaction with writers locked out;
 * `differences` counts strata that did not agree to the bit. With `keep` the new cells replace the old, and the rollup is
 * no longer stale.
 */
export async function rebuildRollup(db: Db, options: { keep: boolean }): Promise<Rebuild> {
  return db.$transaction(
    async (tx) => {
      await tx.$executeRaw`lock table rollup_cell in exclusive mode`;
      await tx.$executeRaw`create temporary table rollup_before on commit drop as select * from rollup_cell`;
      await tx.$executeRaw`delete from rollup_cell`;
      const results = await addAll(tx);
      const differences = await countDifferences(tx);
      if (options.keep) {
        await tx.$executeRaw`update rollup_state set stale = false`;
      } else {
        await tx.$executeRaw`delete from rollup_cell`;
        await tx.$executeRaw`insert into rollup_cell select * from rollup_before`;
      }
      return { results, differences };
    },
    { timeout: 3_600_000, maxWait: 60_000 },
  );
}

async function addAll(tx: Tx): Promise<number> {
  let results = 0;
  let after: { predictionId: string; findingId: number } = {
    predictionId: '00000000-0000-0000-0000-000000000000',
    findingId: 0,
  };
  for (;;) {
    const rows = await readPage(tx, after);
    const last = rows.at(-1);
    if (last === undefined) return results;
    const deltas: CellDelta[] = rows.flatMap((row) => cellsOf(row, row));
    await applyCells(tx, deltas);
    results += rows.length;
    after = last;
  }
}

function readPage(tx: Tx, after: { predictionId: string; findingId: number }): Promise<ResultRow[]> {
  return tx.$queryRaw<ResultRow[]>`
    select
      r.prediction_id as "predictionId", r.finding_id as "findingId", r.probability, r.logit,
      r.outside_share as "outsideShare", r.area_outside as "areaOutside",
      r.undefined_reason as "undefinedReason", r.flags, t.value::int as truth,
      i.site, i.department, i.scanner, i.view_position as "viewPosition", i.portable,
      i.patient_sex as "patientSex", i.patient_age as "patientAge", i.reported_by as "reportedBy",
      i.acquired_at as "acquiredAt", i.received_at as "receivedAt"
    from finding_result r
    join prediction p on p.id = r.prediction_id and p.at = r.at
    join instance i on i.id = p.instance_id
    join finding f on f.id = r.finding_id
    left join truth t on t.instance_id = i.id and t.finding = f.name
    where (r.prediction_id, r.finding_id) > (${after.predictionId}::uuid, ${after.findingId})
    order by r.prediction_id, r.finding_id
    limit ${PAGE}`;
}

async function countDifferences(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRaw<{ differences: number }[]>`
    with sums as (
      select 'before' as made, c.* from rollup_before c union all select 'after', c.* from rollup_cell c
    ), strata as (
      select made, finding_id, by, stratum, site, grain = 'all' as whole, row(${SUMMED_VALUES})::text as held
      from sums
      group by made, finding_id, by, stratum, site, grain = 'all'
    )
    select count(*)::int as differences
    from (select * from strata where made = 'before') b
    full join (select * from strata where made = 'after') a using (finding_id, by, stratum, site, whole)
    where a.held is distinct from b.held`;
  return row?.differences ?? 0;
}

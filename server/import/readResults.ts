import type { Tx } from '@/server/db/client';
import type { Acquisition, Countable } from '@/server/rollup/cell';

/** The results of these predictions as the rollup counted them. The caller holds the rows of their instances. */
export function readResults(tx: Tx, predictionIds: readonly string[]): Promise<(Countable & Acquisition)[]> {
  return tx.$queryRaw<(Countable & Acquisition)[]>`
    select r.finding_id as "findingId", r.probability, r.logit, r.outside_share as "outsideShare",
      r.area_outside as "areaOutside", r.undefined_reason as "undefinedReason", r.flags, t.value::int as truth,
      i.site, i.department, i.scanner, i.view_position as "viewPosition", i.portable,
      i.patient_sex as "patientSex", i.patient_age as "patientAge", i.reported_by as "reportedBy",
      i.acquired_at as "acquiredAt", i.received_at as "receivedAt"
    from prediction p
    join finding_result r on r.prediction_id = p.id and r.at = p.at
    join instance i on i.id = p.instance_id
    join finding f on f.id = r.finding_id
    left join truth t on t.instance_id = i.id and t.finding = f.name
    where p.id = any(${[...predictionIds]}::uuid[])`;
}

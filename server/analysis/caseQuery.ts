import type { RollupFilter } from '@/server/cohort/cohortFilter';
import { Prisma } from '@/server/db/generated/client';
import { caseConditions } from '@/server/queries/caseRows';
import type { Acquisition } from '@/server/rollup/cell';
import type { SubjectFinding } from './subject';

/** What strata are made of, in the order of `ACQUISITION`. */
export type AcquisitionRow = [
  site: string,
  department: string | null,
  scanner: string | null,
  viewPosition: string | null,
  portable: boolean | null,
  patientSex: string | null,
  patientAge: number | null,
  reportedBy: string | null,
  acquiredAt: Date | null,
  receivedAt: Date,
];

/** The end of a row: where, how and of whom an instance `i` was taken. */
export const ACQUISITION = Prisma.sql`i.site, i.department, i.scanner, i.view_position, i.portable, i.patient_sex,
  i.patient_age, i.reported_by, i.acquired_at, i.received_at`;

export function acquisitionOf(row: AcquisitionRow): Acquisition {
  const [site, department, scanner, viewPosition, portable, patientSex, patientAge, ...rest] = row;
  const [reportedBy, acquiredAt, receivedAt] = rest;
  return {
    ...{ site, department, scanner, viewPosition, portable, patientSex, patientAge, reportedBy },
    ...{ acquiredAt, receivedAt },
  };
}

/** A labelled case; `age` and the rest as `acquisitionOf` takes them. */
export type LabelledRow = [caseId: string, patient: string | null, logit: number, truth: 0 | 1, ...AcquisitionRow];

/** The result, unlike those of rollups without a case id. */
export type CountableRow = [
  probability: number,
  logit: number,
  outsideShare: number | null,
  areaOutside: number | null,
  undefinedReason: string | null,
  flags: string[],
  truth: 0 | 1 | null,
  ...AcquisitionRow,
];

/** A query with the number of its rows. */
export type Reading = { rows: Prisma.Sql; count: Prisma.Sql };

/** Labelled cases of a finding: `LabelledRow`. */
export function labelledCases({ id, name }: SubjectFinding): Reading {
  const source = Prisma.sql`
    from finding_result r
    join prediction p on p.id = r.prediction_id and p.at = r.at
    join truth t on t.instance_id = p.instance_id and t.finding = ${name}`;
  return {
    count: Prisma.sql`select count(*)::float8 ${source} where r.finding_id = ${id}`,
    rows: Prisma.sql`
      select r.prediction_id, i.patient_key, r.logit, t.value, ${ACQUISITION}
      ${source} join instance i on i.id = p.instance_id
      where r.finding_id = ${id}`,
  };
}

/** Results of a finding that a filter leaves: `CountableRow`. */
export function countableResults({ id, name }: SubjectFinding, filter: RollupFilter): Reading {
  const { model: _, finding: __, ...acquisition } = filter;
  const [source, condition] = [
    Prisma.sql`
    from finding_result r
    join prediction p on p.id = r.prediction_id and p.at = r.at
    join instance i on i.id = p.instance_id`,
    Prisma.sql`where r.finding_id = ${id} and ${within(filter)} and ${caseConditions(acquisition)}`,
  ];
  return {
    count: Prisma.sql`select count(*)::float8 ${source} ${condition}`,
    rows: Prisma.sql`
      select r.probability, r.logit, r.outside_share, r.area_outside, r.undefined_reason, r.flags, t.value, ${ACQUISITION}
      ${source} left join truth t on t.instance_id = i.id and t.finding = ${name}
      ${condition}`,
  };
}

/** The same period once more on the results, which are kept by it. */
function within({ from, to }: RollupFilter): Prisma.Sql {
  const after = from === undefined ? Prisma.sql`true` : Prisma.sql`r.at >= ${new Date(from)}`;
  return to === undefined ? after : Prisma.sql`${after} and r.at < ${new Date(to)}`;
}

import { Prisma } from '@/server/db/generated/client';
import { ACQUISITION, type AcquisitionRow } from './caseQuery';
import type { SubjectFinding } from './subject';

/** A result with its map of the finding, Float32 little endian [height, width]; the rest as `acquisitionOf` takes it. */
export type MapRow = [
  instanceId: string,
  patient: string | null,
  maskSource: string,
  logit: number,
  probability: number,
  truth: 0 | 1 | null,
  shares: (number | null)[],
  undefinedReason: string | null,
  bias: number | null,
  ledger: unknown,
  method: string,
  height: number,
  width: number,
  map: Buffer,
  ...AcquisitionRow,
];

/** Which results: those from a score up, or those without the finding at one site. */
export type MapCases =
  | { kind: 'above'; probability: number }
  | { kind: 'above-logit'; logit: number }
  | { kind: 'negatives'; site: string };

/** A seed of its own for the order that samples are taken in. */
const SEED = 613;

/**
 * Results `r` of a finding that have a map. Maps that were sent are of some findings only; the others say `no_saliency`.
 */
const source = ({ id, name }: SubjectFinding, cases: MapCases): Prisma.Sql => Prisma.sql`
  from finding_result r
  join prediction p on p.id = r.prediction_id and p.at = r.at
  join instance i on i.id = p.instance_id
  left join truth t on t.instance_id = i.id and t.finding = ${name}
  where r.finding_id = ${id} and r.undefined_reason is distinct from 'no_saliency' and ${condition(cases)}`;

function condition(cases: MapCases): Prisma.Sql {
  if (cases.kind === 'above') return Prisma.sql`r.probability >= ${cases.probability}`;
  if (cases.kind === 'above-logit') return Prisma.sql`r.logit >= ${cases.logit}`;
  return Prisma.sql`t.value = 0 and i.site = ${cases.site}`;
}

export const countMapCases = (finding: SubjectFinding, cases: MapCases): Prisma.Sql =>
  Prisma.sql`select count(*)::float8 ${source(finding, cases)}`;

/** The score that a tenth of the maps reach; null without a map. */
export const topTenth = ({ id }: SubjectFinding): Prisma.Sql => Prisma.sql`
  select percentile_disc(0.9) within group (order by r.logit)
  from finding_result r
  where r.finding_id = ${id} and r.undefined_reason is distinct from 'no_saliency'`;

/** A site with the number of its cases that have a map and not the finding, and mean and spread of their logits. */
export type SiteRow = [site: string, n: number, mean: number, deviation: number | null];

/** Sites with most such cases first. */
export const negativesBySite = ({ id, name }: SubjectFinding): Prisma.Sql => Prisma.sql`
  select i.site, count(*)::float8, avg(r.logit), stddev_samp(r.logit)
  from finding_result r
  join prediction p on p.id = r.prediction_id and p.at = r.at
  join instance i on i.id = p.instance_id
  join truth t on t.instance_id = i.id and t.finding = ${name} and t.value = 0
  where r.finding_id = ${id} and r.undefined_reason is distinct from 'no_saliency'
  group by i.site order by 2 desc, 1`;

/**
 * At most `most` of them with their maps, in an order by a hash of the patient: whole patients, the same ones every time,
 * and the first of them are a sample as well. `channel`: the finding's place among the maps of an attribution.
 */
export const mapRows = (finding: SubjectFinding, channel: number, cases: MapCases, most: number): Prisma.Sql => {
  const order = Prisma.sql`hashtextextended(coalesce(i.patient_key, i.id::text), ${SEED}), i.id`;
  return Prisma.sql`
    select i.id, i.patient_key, p.mask_source, r.logit, r.probability, t.value,
      array[r.outside_share, r.negative_outside_share, r.area_outside, r.contribution_outside],
      r.undefined_reason, r.bias, r.ledger,
      a.method, a.height, a.width,
      substring(a.maps from ${channel} * a.height * a.width * 4 + 1 for a.height * a.width * 4),
      ${ACQUISITION}
    from (select r.prediction_id, r.at ${source(finding, cases)} order by ${order} limit ${most}) chosen
    join finding_result r on r.prediction_id = chosen.prediction_id and r.at = chosen.at and r.finding_id = ${finding.id}
    join prediction p on p.id = r.prediction_id and p.at = r.at
    join instance i on i.id = p.instance_id
    join attribution a on a.prediction_id = p.id
    left join truth t on t.instance_id = i.id and t.finding = ${finding.name}
    order by ${order}`;
};

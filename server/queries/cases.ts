import type { CohortFilter } from '@/server/cohort/cohortFilter';
import { db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import {
  apartFrom,
  type CaseSort,
  COUNT_LIMIT,
  caseConditions,
  caseKeys,
  caseSource,
  type SortKey,
  sortKey,
} from './caseRows';
import { decodeCursor, encodeCursor } from './cursor';
import { type MapValues, mapSliceIfAny } from './mapSlice';

export { type CaseFacets, getCaseFacets } from './caseFacets';
export type { CaseSort } from './caseRows';

export type CaseStatus = 'pending' | 'done' | 'failed' | 'not-scored';

export type CaseRow = {
  instanceId: string;
  status: CaseStatus;
  statusReason: string | null;
  receivedAt: string;
  acquiredAt: string | null;
  site: string;
  department: string | null;
  scanner: string | null;
  viewPosition: string | null;
  portable: boolean | null;
  patientSex: string | null;
  patientAge: number | null;
  /** One of the demonstration's phantoms, nobody real. */
  demo: boolean;
  format: string;
  /** Of the results that the filter leaves, the one highest above its baseline; null when not scored. */
  top: {
    model: string;
    finding: string;
    probability: number;
    logit: number;
    outsideShare: number | null;
    areaOutside: number | null;
    undefinedReason: string | null;
    flags: string[];
    truth: 0 | 1 | null;
    map: MapValues | null;
  } | null;
};

export type CasePage = {
  rows: CaseRow[];
  total: number;
  totalIsExact: boolean;
  nextCursor: string | null;
  asOf: string;
};

type Row = Omit<CaseRow, 'top' | 'receivedAt' | 'acquiredAt'> & {
  receivedAt: Date;
  acquiredAt: Date | null;
  key: number;
  model: string | null;
  finding: string;
  channel: number;
  probability: number;
  logit: number;
  outsideShare: number | null;
  areaOutside: number | null;
  undefinedReason: string | null;
  flags: string[];
  truth: 0 | 1 | null;
  height: number | null;
  width: number | null;
  maps: Uint8Array | null;
};

/**
 * One page of cases, in the order of `sort`, after `cursor`; with `only` of these alone. `hidden`: those whose results the
 * caller may not hear of.
 */
export async function listCases(
  filter: CohortFilter,
  page: { cursor?: string | undefined; limit: number; sort?: CaseSort | undefined; only?: string[] | undefined },
  hidden: ReadonlySet<string> = new Set(),
): Promise<CasePage> {
  const sort = page.sort ?? 'received';
  const key = sortKey(sort);
  const among = page.only === undefined ? Prisma.empty : Prisma.sql`and i.id = any(${page.only}::uuid[])`;
  const apart = Prisma.sql`${apartFrom(hidden, filter, sort)} ${among}`;
  const after = page.cursor === undefined ? null : decodeCursor(page.cursor);
  const beyond =
    after === null ? Prisma.empty : Prisma.sql`and (${key.order}, i.id) < (${key.from(after.key)}, ${after.id}::uuid)`;
  const [rows, total] = await Promise.all([
    readRows(filter, key, Prisma.sql`${apart} ${beyond}`, page.limit + 1),
    countCases(filter, apart),
  ]);
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(caseRow),
    total: Math.min(total, COUNT_LIMIT),
    totalIsExact: total <= COUNT_LIMIT,
    nextCursor:
      rows.length > page.limit && last !== undefined ? encodeCursor({ key: last.key, id: last.instanceId }) : null,
    asOf: new Date().toISOString(),
  };
}

function readRows(filter: CohortFilter, key: SortKey, beyond: Prisma.Sql, limit: number): Promise<Row[]> {
  return db().$queryRaw<Row[]>`
    select i.id as "instanceId", i.status, i.status_reason as "statusReason", i.received_at as "receivedAt",
      i.acquired_at as "acquiredAt", i.site, i.department, i.scanner, i.view_position as "viewPosition", i.portable,
      i.patient_sex as "patientSex", i.patient_age as "patientAge", i.demo, i.format, ${key.number} as key,
      top.model, top.finding, top.channel, top.probability, top.logit, top.outside_share as "outsideShare",
      top.area_outside as "areaOutside", top.undefined_reason as "undefinedReason", top.flags,
      top.truth::int as truth, a.height, a.width, a.maps
    from ${caseSource(filter)}
    left join attribution a on a.prediction_id = top.prediction_id
    where ${caseConditions(filter)} ${beyond}
    order by ${key.order} desc, i.id desc
    limit ${limit}`;
}

async function countCases(filter: CohortFilter, apart: Prisma.Sql): Promise<number> {
  const [row] = await db().$queryRaw<{ total: number }[]>`
    select count(*)::int as total
    from (select 1 from ${caseKeys(filter)} where ${caseConditions(filter)} ${apart} limit ${COUNT_LIMIT + 1}) counted`;
  return row?.total ?? 0;
}

function caseRow({ key: _, model, channel, height, width, maps, ...row }: Row): CaseRow {
  const { finding, probability, logit, outsideShare, areaOutside, undefinedReason, flags, truth, ...instance } = row;
  const map =
    height === null || width === null || maps === null ? null : mapSliceIfAny({ height, width, maps }, channel);
  return {
    ...instance,
    receivedAt: row.receivedAt.toISOString(),
    acquiredAt: row.acquiredAt?.toISOString() ?? null,
    top:
      model === null
        ? null
        : { model, finding, probability, logit, outsideShare, areaOutside, undefinedReason, flags, truth, map },
  };
}

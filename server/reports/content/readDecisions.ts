import type { Tx } from '@/server/db/client';
import type { DecisionsContent } from './oversightContent';
import { endsOf, type ReportPeriod } from './period';

const MOST = 200;

/** Rows beside the changes of versions that tell of images which a version could not answer. */
const NO_DECISION = 'image-failed';

type Row = { at: Date; what: string; subject: string; by: string };

/**
 * What was decided in a period: states and promotions of these versions, and thresholds, rules and settings, which hold
 * for all. Newest first, at most 200. Reasons are people's own words, and stay in the product.
 */
export async function readDecisions(tx: Tx, versionIds: string[], period: ReportPeriod): Promise<DecisionsContent> {
  const { from, to } = endsOf(period);
  const rows = await tx.$queryRaw<Row[]>`
    select * from (
      select c.changed_at as at, 'version ' || c.kind as what, m.name || '@' || v.version as subject, c.changed_by as by
      from version_change c join model_version v on v.id = c.version_id join model m on m.id = v.model_id
      where v.id = any(${versionIds}::uuid[]) and c.kind <> ${NO_DECISION}
      union all
      select p.fixed_at, 'limits of a promotion fixed', m.name || '@' || v.version, p.fixed_by
      from promotion p join model_version v on v.id = p.candidate_id join model m on m.id = v.model_id
      where v.id = any(${versionIds}::uuid[])
      union all
      select p.decided_at, 'candidate ' || p.decision, m.name || '@' || v.version, p.decided_by
      from promotion p join model_version v on v.id = p.candidate_id join model m on m.id = v.model_id
      where v.id = any(${versionIds}::uuid[]) and p.decision is not null
      union all
      select changed_at, 'thresholds of the verdict changed', 'all versions', changed_by from evidence_setting
      union all
      select changed_at, 'setting changed', name, changed_by from setting
      union all
      select changed_at, case when deleted_at is not null then 'flag rule removed'
        when changed_at = created_at then 'flag rule made' else 'flag rule changed' end, kind, changed_by from flag_rule
      union all
      select changed_at, case when deleted_at is not null then 'alarm rule removed'
        when changed_at = created_at then 'alarm rule made' else 'alarm rule changed' end, statistic, changed_by
      from alarm_rule where version_id = any(${versionIds}::uuid[])
    ) decided
    where at >= ${from} and at < ${to}
    order by at desc, what, subject`;
  return {
    rows: rows.slice(0, MOST).map(({ at, what, subject, by }) => ({ at: at.toISOString(), what, subject, by })),
    more: Math.max(0, rows.length - MOST),
  };
}

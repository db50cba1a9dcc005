import { UNKNOWN_STRATUM } from '@/server/cohort/cohortFilter';
import type { Db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { LOGIT_BINS, LOGIT_RANGE } from '@/server/stats/logitBins';

const DAY = 86_400_000;

/** Days before the newest result that sequences are made of. */
export const KEPT_DAYS = 730;

/** Days that are counted with one statement. */
const CHUNK = 31;

/** Arguments of jsonb_build_object of n, Σx and Σx² of a column over patient-days; rounded, so that the same results give the same text. */
const moments = (name: string, column: string): Prisma.Sql =>
  Prisma.raw(
    `'${name}', jsonb_build_array(count(${column}), round(coalesce(sum(${column}), 0)::numeric, 9), round(coalesce(sum(${column} * ${column}), 0)::numeric, 9))`,
  );

/** The bins (`logitBin`) of a column of logits over patient-days, in order. */
const bins = (name: string, column: string): Prisma.Sql => {
  const bin = `least(${LOGIT_BINS - 1}, greatest(0, width_bucket(${column}, ${-LOGIT_RANGE}, ${LOGIT_RANGE}, ${LOGIT_BINS}) - 1))`;
  return Prisma.raw(
    `'${name}', coalesce(jsonb_agg(${bin} order by ${column}) filter (where ${column} is not null), '[]')`,
  );
};

const MOMENTS = Prisma.join([
  moments('outside-share', 'outside'),
  moments('score', 'score'),
  moments('score-negatives', 'negative'),
  moments('flagged-rate', 'flagged'),
  moments('undefined-rate', 'undefined'),
  moments('mask-issue-rate', 'mask_issue'),
  moments('override-rate', 'override'),
  moments('sensitivity', 'sensitivity'),
  moments('specificity', 'specificity'),
  moments('portable', 'portable'),
  moments('truth', 'truth'),
  bins('positive-bins', 'positive'),
  bins('negative-bins', 'negative'),
]);

/**
 * Makes the rows of `alarm_day` of these findings anew for whole days, from the results: of each patient the mean of a
 * day first, so that a patient with five images counts once. Rows that stay the same keep their `changed_at`; those
 * whose results are gone go. Reads by the index (finding, time), a month with a statement.
 * @param from first day, at midnight UTC
 * @param to the day after the last
 */
export async function countDays(
  db: Db,
  findingIds: readonly number[],
  { from, to }: { from: Date; to: Date },
  now: Date,
): Promise<void> {
  for (let start = from.getTime(); start < to.getTime(); start += CHUNK * DAY) {
    const end = Math.min(to.getTime(), start + CHUNK * DAY);
    await db.$executeRaw(statement(findingIds, new Date(start), new Date(end), now));
  }
}

function statement(findingIds: readonly number[], from: Date, to: Date, now: Date): Prisma.Sql {
  const ids = Prisma.sql`${[...findingIds]}::int[]`;
  return Prisma.sql`
    with result as (
      ${RESULTS}
      where r.finding_id = any(${ids}) and r.at >= ${from} and r.at < ${to}
      union all
      ${OVERRIDES}
      where q.finding_id = any(${ids}) and v.stage = 'aided' and v.withdrawn_at is null
        and v.committed_at >= ${from} and v.committed_at < ${to}
    ), patient_day as (
      select finding_id, site, view_position, day, avg(outside) as outside, avg(score) as score,
        avg(negative) as negative, avg(positive) as positive, avg(flagged) as flagged, avg(undefined) as undefined, avg(mask_issue) as mask_issue,
        avg(override) as override, avg(sensitivity) as sensitivity, avg(specificity) as specificity,
        avg(portable) as portable, avg(truth) as truth
      from result group by finding_id, site, view_position, day, patient
    ), counted as (
      select finding_id, site, view_position, day, jsonb_build_object(${MOMENTS}) as moments
      from patient_day group by finding_id, site, view_position, day
    ), gone as (
      delete from alarm_day d
      where d.finding_id = any(${ids}) and d.day >= ${from}::date and d.day < ${to}::date and not exists (
        select 1 from counted c
        where (c.finding_id, c.site, c.view_position, c.day) = (d.finding_id, d.site, d.view_position, d.day)
      )
    )
    insert into alarm_day (finding_id, site, view_position, day, moments, changed_at)
    select finding_id, site, view_position, day, moments, ${now}::timestamptz from counted
    on conflict (finding_id, site, view_position, day) do update
      set moments = excluded.moments, changed_at = excluded.changed_at
      where alarm_day.moments is distinct from excluded.moments`;
}

/** Who was imaged where: the columns that both kinds of rows begin with. `at`: time of what is counted. */
const place = (finding: string, at: string): Prisma.Sql => Prisma.sql`
  ${Prisma.raw(finding)} as finding_id, i.site, coalesce(i.view_position, ${UNKNOWN_STRATUM}) as view_position,
  (${Prisma.raw(at)} at time zone 'UTC')::date as day, coalesce(i.patient_key, i.id::text) as patient`;

/** Logits are held within ±16, as in rollups. */
const SCORE = Prisma.sql`greatest(-16, least(16, r.logit))`;

const RESULTS = Prisma.sql`
  select ${place('r.finding_id', 'r.at')}, r.outside_share as outside, ${SCORE} as score,
    case when t.value = 0 then ${SCORE} end as negative, case when t.value = 1 then ${SCORE} end as positive,
    (cardinality(r.flags) > 0)::int as flagged,
    (r.undefined_reason is not null)::int as undefined, (cardinality(p.mask_issues) > 0)::int as mask_issue,
    null::int as override, case when t.value = 1 then (r.probability >= f.threshold)::int end as sensitivity,
    case when t.value = 0 then (r.probability < f.threshold)::int end as specificity, i.portable::int as portable, t.value as truth
  from finding_result r
  join prediction p on p.id = r.prediction_id
  join instance i on i.id = p.instance_id
  join finding f on f.id = r.finding_id
  left join truth t on t.instance_id = i.id and t.finding = f.name`;

/** A reader who saw score and map said that they are wrong; on the day of the verdict. */
const OVERRIDES = Prisma.sql`
  select ${place('q.finding_id', 'v.committed_at')}, null, null, null, null, null, null, null,
    (v.verdict in ('disagree', 'wrong-reason'))::int, null, null, null, null
  from review v
  join review_read w on w.id = v.read_id
  join review_item q on q.id = w.item_id
  join instance i on i.id = q.instance_id`;

import { z } from 'zod';
import { type Db, db as processDb } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { instantOrDate } from '@/server/problem/instant';
import { plainText } from '@/server/problem/plainText';
import { isVersion } from '@/server/queries/scopedFinding';
import { type Agreement, agreementOf, type DoneRow } from './agreement';

/** Version of the definitions of these figures. */
export const REVIEW_STATISTICS_VERSION = 'review-1';

/** Which reads: of a version, a finding, and when they were done. */
export const reviewStatisticsQuery = z.strictObject({
  model: plainText(200).optional(),
  finding: plainText(100).optional(),
  from: instantOrDate.optional(),
  to: instantOrDate.optional(),
});

export type ReviewStatistics = Agreement & {
  /** Reads beyond the newest 20,000 are left out. */
  isCut: boolean;
  asOf: string;
  definitionVersion: string;
};

const MOST_READS = 20_000;

/**
 * Agreement, overrides and times of reads whose items are finished: while one of two readers is at work nothing of the
 * other is told, not even in a count. `hidden`: images that are left out.
 */
export async function getReviewStatistics(
  filter: z.infer<typeof reviewStatisticsQuery>,
  now: Date,
  hidden: ReadonlySet<string> = new Set(),
  db: Db = processDb(),
): Promise<ReviewStatistics> {
  const conditions = [
    Prisma.sql`true`,
    ...(filter.model === undefined ? [] : [isVersion(filter.model)]),
    ...(filter.finding === undefined ? [] : [Prisma.sql`f.name = ${filter.finding}`]),
    ...(filter.from === undefined ? [] : [Prisma.sql`r.done_at >= ${new Date(filter.from)}`]),
    ...(filter.to === undefined ? [] : [Prisma.sql`r.done_at < ${new Date(filter.to)}`]),
  ];
  const rows = await db.$queryRaw<DoneRow[]>`
    select i.id::text as "itemId", i.instance_id::text as "instanceId", m.name || '@' || v.version as model,
      f.name as finding, i.arm, r.ordinal, extract(epoch from r.done_at)::float8 as "doneAt", a.verdict, a.milliseconds,
      u.verdict as unaided, u.milliseconds as "unaidedMilliseconds", o.probability >= f.threshold as positive
    from review_read r
    join review_item i on i.id = r.item_id
    join finding f on f.id = i.finding_id
    join model_version v on v.id = f.version_id
    join model m on m.id = v.model_id
    join review a on a.read_id = r.id and a.stage = 'aided' and a.withdrawn_at is null
    left join review u on u.read_id = r.id and u.stage = 'unaided' and u.withdrawn_at is null
    left join prediction p on p.instance_id = i.instance_id and p.version_id = v.id
    left join finding_result o on o.prediction_id = p.id and o.at = p.at and o.finding_id = f.id
    where r.state = 'done' and ${Prisma.join(conditions, ' and ')} and ${FINISHED}
    order by r.done_at desc, r.id
    limit ${MOST_READS + 1}`;
  const shown = rows.slice(0, MOST_READS).filter(({ instanceId }) => !hidden.has(instanceId));
  return {
    ...agreementOf(shown),
    isCut: rows.length > MOST_READS,
    asOf: now.toISOString(),
    definitionVersion: REVIEW_STATISTICS_VERSION,
  };
}

/** Nobody reads item `i` any more. */
export const FINISHED = Prisma.sql`(
  i.withdrawn_at is not null
  or not exists (select 1 from review_read w where w.item_id = i.id and w.state <> 'done')
)`;

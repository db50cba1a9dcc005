import type { Tx } from '@/server/db/client';
import { cohenKappa } from '@/server/stats/cohenKappa';
import { wilsonInterval } from '@/server/stats/wilsonInterval';
import { type Estimate, NO_ESTIMATE } from './estimate';
import type { ReviewsContent } from './oversightContent';
import { endsOf, type ReportPeriod } from './period';
import { LEAST_CASES, told } from './suppress';

const VERDICTS: readonly string[] = ['agree', 'disagree', 'wrong-reason'];

type ArmRow = { model: string; arm: string; stage: string; verdict: string; n: number };
type TimeRow = { model: string; arm: string; median: number };
type PairRow = { first: string; second: string; n: number };
type CountRow = { queued: number; readers: number; withdrawn: number };

/** What readers of these versions said in a period, without who and about which case. */
export async function readReviews(tx: Tx, versionIds: string[], period: ReportPeriod): Promise<ReviewsContent> {
  const { from, to } = endsOf(period);
  const rows = await tx.$queryRaw<ArmRow[]>`
    select m.name || '@' || v.version as model, i.arm, r.stage, r.verdict, count(*)::int as n
    from review r join review_read d on d.id = r.read_id join review_item i on i.id = d.item_id
      join finding f on f.id = i.finding_id join model_version v on v.id = f.version_id join model m on m.id = v.model_id
    where v.id = any(${versionIds}::uuid[]) and r.withdrawn_at is null
      and r.committed_at >= ${from} and r.committed_at < ${to}
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`;
  const times = await tx.$queryRaw<TimeRow[]>`
    select m.name || '@' || v.version as model, i.arm,
      percentile_cont(0.5) within group (order by r.milliseconds)::float8 as median
    from review r join review_read d on d.id = r.read_id join review_item i on i.id = d.item_id
      join finding f on f.id = i.finding_id join model_version v on v.id = f.version_id join model m on m.id = v.model_id
    where v.id = any(${versionIds}::uuid[]) and r.withdrawn_at is null and r.stage = 'aided'
      and r.committed_at >= ${from} and r.committed_at < ${to}
    group by 1, 2`;
  const [counts] = await tx.$queryRaw<CountRow[]>`
    select
      (select count(*) from review_item i join finding f on f.id = i.finding_id
        where f.version_id = any(${versionIds}::uuid[]) and i.queued_at >= ${from} and i.queued_at < ${to})::int as queued,
      count(distinct r.reader_id) filter (where r.withdrawn_at is null)::int as readers,
      count(*) filter (where r.withdrawn_at is not null)::int as withdrawn
    from review r join review_read d on d.id = r.read_id join review_item i on i.id = d.item_id
      join finding f on f.id = i.finding_id
    where f.version_id = any(${versionIds}::uuid[]) and r.committed_at >= ${from} and r.committed_at < ${to}`;
  return {
    ...{ queued: told(counts?.queued ?? 0), readers: counts?.readers ?? 0, withdrawn: told(counts?.withdrawn ?? 0) },
    arms: armsOf(rows, times),
    kappa: kappaOf(await readPairs(tx, versionIds, from, to)),
  };
}

/** First and second reads of the same case and finding, both with score and map. */
const readPairs = (tx: Tx, versionIds: string[], from: Date, to: Date) => tx.$queryRaw<PairRow[]>`
  with said as (
    select d.item_id, d.ordinal, r.verdict
    from review r join review_read d on d.id = r.read_id join review_item i on i.id = d.item_id
      join finding f on f.id = i.finding_id
    where f.version_id = any(${versionIds}::uuid[]) and r.withdrawn_at is null and r.stage = 'aided'
      and r.committed_at >= ${from} and r.committed_at < ${to}
  )
  select a.verdict as first, b.verdict as second, count(*)::int as n
  from said a join said b on b.item_id = a.item_id and a.ordinal = 1 and b.ordinal = 2
  group by 1, 2`;

function armsOf(rows: readonly ArmRow[], times: readonly TimeRow[]): ReviewsContent['arms'] {
  const keys = [...new Set(rows.map(({ model, arm }) => `${model} ${arm}`))];
  return keys.map((key) => {
    const own = rows.filter(({ model, arm }) => `${model} ${arm}` === key);
    const [{ model, arm } = { model: '', arm: '' }] = own;
    const aided = own.filter(({ stage }) => stage === 'aided');
    const n = sum(aided);
    const median = times.find((time) => `${time.model} ${time.arm}` === key)?.median;
    return {
      ...{ model, arm, aided: told(n), unaided: told(sum(own) - n) },
      verdicts: Object.fromEntries(VERDICTS.map((verdict) => [verdict, told(sum(saying(aided, verdict)))])),
      override: rateOf(sum(saying(aided, 'disagree')), n),
      wrongReason: rateOf(sum(saying(aided, 'wrong-reason')), n),
      medianSeconds: n < LEAST_CASES || median === undefined ? null : median / 1000,
    };
  });
}

const saying = (rows: readonly ArmRow[], said: string): ArmRow[] => rows.filter(({ verdict }) => verdict === said);
const sum = (rows: readonly { n: number }[]): number => rows.reduce((total, { n }) => total + n, 0);

function rateOf(hits: number, n: number): Estimate {
  const share = n < LEAST_CASES ? null : wilsonInterval(hits, n);
  return share === null ? NO_ESTIMATE : { value: share.value, low: share.low, high: share.high };
}

function kappaOf(rows: readonly PairRow[]): ReviewsContent['kappa'] {
  const size = VERDICTS.length;
  const table = new Array<number>(size * size).fill(0);
  for (const { first, second, n } of rows) {
    const [row, column] = [VERDICTS.indexOf(first), VERDICTS.indexOf(second)];
    if (row >= 0 && column >= 0) table[row * size + column] = n;
  }
  const pairs = table.reduce((total, n) => total + n, 0);
  const kappa = pairs < LEAST_CASES ? null : cohenKappa(table, size);
  return {
    ...(kappa === null ? NO_ESTIMATE : { value: kappa.value, low: kappa.low, high: kappa.high }),
    pairs: told(pairs),
  };
}

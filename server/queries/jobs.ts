import { z } from 'zod';
import { db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { plainText } from '@/server/problem/plainText';
import { type JobReason, reasonsOf } from '@/server/queue/jobReason';
import { ENTRIES, JOB_KINDS, JOB_STATES, type JobState, uuidIn } from '@/server/queue/jobState';
import { decodeJobCursor, encodeJobCursor } from './jobsCursor';

export { JOB_REASONS, type JobReason, type JobReasonCode } from '@/server/queue/jobReason';
export { JOB_KINDS, JOB_STATES, type JobState } from '@/server/queue/jobState';

/** Which entries; without a state all but the discarded ones. */
export const jobFilter = z.object({ state: z.enum(JOB_STATES).optional(), kind: z.enum(JOB_KINDS).optional() });
export type JobFilter = z.infer<typeof jobFilter>;

/** `next`: what is tried next comes first; `attempts`: what was tried most. */
export const JOB_SORTS = ['newest', 'oldest', 'attempts', 'next'] as const;
export type JobSort = (typeof JOB_SORTS)[number];

export const jobPaging = z.object({
  cursor: plainText(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  sort: z.enum(JOB_SORTS).default('newest'),
});

/** What a job is about; null when it is about the whole store, or cannot be told. */
export type JobObject =
  | { type: 'instance'; id: string; site: string; viewPosition: string | null; demo: boolean }
  | { type: 'registration'; id: string; model: string }
  | { type: 'analysis'; id: string; question: string; model: string | null; finding: string | null };

export type JobEntry = {
  /** Stays the same when the job is tried anew. */
  id: string;
  kind: string;
  state: JobState;
  object: JobObject | null;
  /** Null when it is not in the queue any more: the failure was final. */
  attempts: number | null;
  maxAttempts: number | null;
  reasons: JobReason[];
  createdAt: string;
  /** When it is tried next; null while it runs, and when nobody will. */
  nextAt: string | null;
  runningSince: string | null;
};

export type JobPage = { rows: JobEntry[]; counts: Record<JobState, number>; nextCursor: string | null; asOf: string };

export type JobRow = {
  id: string;
  jobId: string | null;
  kind: string;
  state: JobState;
  instanceId: string | null;
  registrationId: string | null;
  analysisId: string | null;
  attempts: number | null;
  maxAttempts: number | null;
  lastError: string | null;
  createdAt: Date;
  runAt: Date | null;
  lockedAt: Date | null;
  status: string | null;
  statusReason: string | null;
  site: string | null;
  viewPosition: string | null;
  demo: boolean | null;
  model: string | null;
  question: string | null;
  finding: string | null;
};

/** What each order sorts by, highest first, ties by id. */
const KEYS: Record<JobSort, Prisma.Sql> = {
  newest: Prisma.sql`extract(epoch from e.created_at)::float8`,
  oldest: Prisma.sql`-extract(epoch from e.created_at)::float8`,
  attempts: Prisma.sql`coalesce(e.attempts, -1)::float8`,
  next: Prisma.sql`case when e.state in ('waiting', 'retrying') then -extract(epoch from e.run_at)::float8 else -1e11 end`,
};

/** The filter as a predicate on an entry `e`. */
export function jobCondition({ state, kind }: JobFilter): Prisma.Sql {
  const states = state === undefined ? Prisma.sql`e.state <> 'discarded'` : Prisma.sql`e.state = ${state}`;
  return kind === undefined ? states : Prisma.sql`${states} and e.kind = ${kind}`;
}

/** Entries of a condition with what they are about, in an order. */
export const readJobs = (
  condition: Prisma.Sql,
  key: Prisma.Sql,
  limit: number,
): Promise<(JobRow & { key: number })[]> =>
  db().$queryRaw`
    select p.id, p.job_id::text as "jobId", p.kind, p.state, o.instance_id as "instanceId",
      o.registration_id as "registrationId", p.attempts, p.max_attempts as "maxAttempts", p.last_error as "lastError",
      p.created_at as "createdAt", p.run_at as "runAt", p.locked_at as "lockedAt", i.status,
      i.status_reason as "statusReason", i.site, i.view_position as "viewPosition", i.demo,
      o.analysis_id as "analysisId", a.kind as question, coalesce(
        (r.manifest ->> 'name') || '@' || (r.manifest ->> 'version'), a.parameters ->> 'model',
        a.parameters -> 'filter' ->> 'model'
      ) as model, coalesce(a.parameters ->> 'finding', a.parameters -> 'filter' ->> 'finding') as finding, p.key
    from (
      select e.*, ${key} as key from (${ENTRIES}) e where ${condition} order by ${key} desc, e.id desc limit ${limit}
    ) p
    cross join lateral (
      select case when p.kind = 'audit-instance' then ${uuidIn(Prisma.sql`p.payload`, 'instanceId')} end as instance_id,
        case when p.kind = 'register-model' then ${uuidIn(Prisma.sql`p.payload`, 'registrationId')} end as registration_id,
        case when p.kind = 'analyse' then ${uuidIn(Prisma.sql`p.payload`, 'analysisId')} end as analysis_id
    ) o
    left join instance i on i.id = o.instance_id
    left join registration r on r.id = o.registration_id
    left join analysis a on a.id = o.analysis_id
    order by p.key desc, p.id desc`;

/** One page of jobs and of instances that failed for good, with how many there are in each state. */
export async function listJobs(filter: JobFilter, page: z.infer<typeof jobPaging>): Promise<JobPage> {
  const key = KEYS[page.sort];
  const after = page.cursor === undefined ? null : decodeJobCursor(page.cursor);
  const beyond = after === null ? Prisma.empty : Prisma.sql`and (${key}, e.id) < (${after.key}::float8, ${after.id})`;
  const [rows, counts] = await Promise.all([
    readJobs(Prisma.sql`${jobCondition(filter)} ${beyond}`, key, page.limit + 1),
    countStates(filter.kind),
  ]);
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined;
  return {
    rows: rows.slice(0, page.limit).map(jobEntry),
    counts,
    nextCursor: last === undefined ? null : encodeJobCursor(last),
    asOf: new Date().toISOString(),
  };
}

async function countStates(kind: JobFilter['kind']): Promise<JobPage['counts']> {
  const condition = kind === undefined ? Prisma.sql`true` : Prisma.sql`e.kind = ${kind}`;
  const rows = await db().$queryRaw<{ state: JobState; n: number }[]>`
    select e.state, count(*)::int as n from (${ENTRIES}) e where ${condition} group by e.state`;
  const counts = { dead: 0, retrying: 0, running: 0, waiting: 0, discarded: 0 };
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}

export function jobEntry(row: JobRow): JobEntry {
  const { id, kind, state, attempts, maxAttempts, createdAt, runAt, lockedAt } = row;
  const pending = state === 'waiting' || state === 'retrying';
  return {
    id,
    kind,
    state,
    object: objectOf(row),
    attempts,
    maxAttempts,
    reasons: reasonsOf(row),
    createdAt: createdAt.toISOString(),
    nextAt: pending ? (runAt?.toISOString() ?? null) : null,
    runningSince: lockedAt?.toISOString() ?? null,
  };
}

function objectOf(row: JobRow): JobObject | null {
  const { instanceId, registrationId, analysisId, site, viewPosition, demo, model, question, finding } = row;
  if (instanceId !== null && site !== null)
    return { type: 'instance', id: instanceId, site, viewPosition, demo: demo ?? false };
  if (analysisId !== null && question !== null) return { type: 'analysis', id: analysisId, question, model, finding };
  return registrationId !== null && model !== null ? { type: 'registration', id: registrationId, model } : null;
}

import { Prisma } from '@/server/db/generated/client';
import { JOBS, type JobName } from './job';

/**
 * `waiting`: not tried yet. `retrying`: it failed, and is tried again later. `dead`: nobody tries it any more until a
 * person says so. `discarded`: a person has given it up.
 */
export const JOB_STATES = ['dead', 'retrying', 'running', 'waiting', 'discarded'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Why an instance is not to be read any more: a person said so. */
export const DISCARDED = 'discarded';

/** Kinds of which there is one job at most, and another is planned whenever there is need. */
const SINGLE: JobName[] = ['demonstrate', 'remove-demonstration', 'sweep-files', 'watch-alarms', 'deliver'];

/** The key of an instance's job; the queue holds one at most. */
export const auditKey = (instanceId: string): string => `audit-instance:${instanceId}`;

/** The instance of an entry's id; null when it is another kind of job. */
export const instanceOfKey = (id: string): string | null =>
  /^audit-instance:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(id)?.[1] ?? null;

/** The analysis of an entry's id; null when it is another kind of job. */
export const analysisOfKey = (id: string): string | null =>
  /^analyse:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(id)?.[1] ?? null;

/** The kinds of jobs, as filters name them. */
export const JOB_KINDS = Object.keys(JOBS) as [JobName, ...JobName[]];

/** State of a row `j` of the queue. */
export const QUEUED_STATE = Prisma.sql`
  case when j.locked_at is not null then 'running'
       when j.attempts >= j.max_attempts then 'dead'
       when j.attempts > 0 then 'retrying'
       else 'waiting' end`;

/** The uuid under a name of a payload, null when there is none: anybody may have added a job. */
export const uuidIn = (payload: Prisma.Sql, name: string): Prisma.Sql => Prisma.sql`
  case when ${payload} ->> ${name} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
       then (${payload} ->> ${name})::uuid end`;

/** Conditions of the index `instance_unsettled_idx`, word for word. */
const UNSETTLED = Prisma.sql`(i.status in ('pending', 'failed') or (i.status = 'done' and i.status_reason is not null))`;

/** The instance of a job `j`, if it is there; looked up by its key, since few jobs ask. */
const ITS_INSTANCE = Prisma.sql`(select true from instance i where i.id = ${uuidIn(Prisma.sql`j.payload`, 'instanceId')})`;

/**
 * All entries of the page, once each: the rows of the queue, and the instances that failed for good, were not read by
 * every version, or wait without a job. Columns: id, job_id (null: not in the queue), kind, payload, state, attempts,
 * max_attempts, last_error, created_at, run_at, locked_at.
 *
 * An entry's id is the key of its job, which stays when it is tried anew; a job without a key is `job:<number>`.
 * The queue takes the key off a job when another one takes its place; when that one then dies, it is left out.
 */
export const ENTRIES = Prisma.sql`
  select coalesce(j.key, 'job:' || j.id) as id, j.id as job_id, t.identifier as kind, j.payload, ${QUEUED_STATE} as state,
    j.attempts::int as attempts, j.max_attempts::int as max_attempts, j.last_error, j.created_at, j.run_at, j.locked_at
  from graphile_worker._private_jobs j
  join graphile_worker._private_tasks t on t.id = j.task_id
  where j.key is not null or j.locked_at is not null or j.attempts < j.max_attempts
    or (t.identifier <> all(${SINGLE}::text[]) and ${ITS_INSTANCE} is null)
  union all
  select 'audit-instance:' || i.id, null, 'audit-instance', json_build_object('instanceId', i.id),
    case when i.status_reason = ${DISCARDED} then ${DISCARDED} else 'dead' end,
    null, null, null, i.received_at, null, null
  from instance i
  where ${UNSETTLED}
    and not exists (select 1 from graphile_worker._private_jobs j where j.key = 'audit-instance:' || i.id)`;

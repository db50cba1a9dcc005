import { z } from 'zod';
import { db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { operatorMessage } from '@/server/queue/jobReason';
import { type JobEntry, jobEntry, readJobs } from './jobs';

/** What happened to a job, oldest first, what is still to come last. */
export type JobMoment = {
  what: 'received' | 'queued' | 'read' | 'running' | 'next';
  at: string;
  /** The version that read the instance. */
  version: string | null;
};

export type JobDetail = JobEntry & {
  /** The ids that the job carries. */
  payload: Record<string, string>;
  priority: number | null;
  /** The last error in the queue's words, for operators; null when there is none. */
  message: string | null;
  timeline: JobMoment[];
};

/** One entry with all that is known of it; null when it is done, or never was. */
export async function getJob(id: string): Promise<JobDetail | null> {
  const [row] = await readJobs(Prisma.sql`e.id = ${id}`, Prisma.sql`0::float8`, 1);
  if (row === undefined) return null;
  const entry = jobEntry(row);
  const { instanceId, registrationId } = row;
  const [queued, read, received] = await Promise.all([
    readQueued(row.jobId),
    readPredictions(instanceId),
    instanceId === null ? null : db().instance.findUnique({ where: { id: instanceId }, select: { receivedAt: true } }),
  ]);
  const moments: (JobMoment | null)[] = [
    moment('received', received?.receivedAt.toISOString() ?? null),
    moment('queued', row.jobId === null ? null : entry.createdAt),
    ...read.map(({ version, at }) => moment('read', at.toISOString(), version)),
    moment('running', entry.runningSince),
    moment('next', entry.nextAt),
  ];
  const ids = { ...(instanceId !== null && { instanceId }), ...(registrationId !== null && { registrationId }) };
  return {
    ...entry,
    payload: queued?.payload ?? ids,
    priority: queued?.priority ?? null,
    message: operatorMessage(row.lastError),
    timeline: moments.filter((one) => one !== null).sort((a, b) => a.at.localeCompare(b.at)),
  };
}

const moment = (what: JobMoment['what'], at: string | null, version: string | null = null): JobMoment | null =>
  at === null ? null : { what, at, version };

/** Only ids are shown of a payload: anybody with the database may have added a job. */
const payloadIds = z.record(z.string(), z.unknown()).transform((payload) => {
  const ids = Object.entries(payload).filter(
    ([name, value]) => /^\w{1,40}$/.test(name) && z.uuid().safeParse(value).success,
  );
  return Object.fromEntries(ids.map(([name, value]) => [name, String(value)]));
});

async function readQueued(jobId: string | null): Promise<{ payload: Record<string, string>; priority: number } | null> {
  if (jobId === null) return null;
  const [row] = await db().$queryRaw<{ payload: unknown; priority: number }[]>`
    select payload, priority::int as priority from graphile_worker._private_jobs where id = ${jobId}::bigint`;
  if (row === undefined) return null;
  return { payload: payloadIds.safeParse(row.payload).data ?? {}, priority: row.priority };
}

function readPredictions(instanceId: string | null): Promise<{ version: string; at: Date }[]> {
  if (instanceId === null) return Promise.resolve([]);
  return db().$queryRaw`
    select m.name || '@' || v.version as version, p.created_at as at
    from prediction p join model_version v on v.id = p.version_id join model m on m.id = v.model_id
    where p.instance_id = ${instanceId}::uuid order by p.created_at`;
}

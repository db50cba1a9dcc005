import { whoOf } from '@/server/access/principal';
import { db } from '@/server/db/client';
import { parseJson } from '@/server/ingest/metadata';
import { AppError } from '@/server/problem/appError';
import { fieldsError } from '@/server/problem/problemBody';
import { changeJobs, type JobAction } from '@/server/queries/jobsChange';
import { jobChangeRequest } from '@/server/queries/jobsOutcome';
import { fingerprintOf, idempotent } from './idempotent';
import { readText } from './readText';
import { type Call, json } from './route';

const LONGEST_BODY = 200_000;

/** Changes the jobs that the body names. */
export async function changeMany(action: JobAction, call: Call): Promise<Response> {
  const text = await readText(call.request, LONGEST_BODY);
  const parsed = jobChangeRequest.safeParse(parseJson(text, ''));
  if (!parsed.success) throw fieldsError(parsed.error, '');
  const { body, status } = await idempotent(
    db(),
    call,
    fingerprintOf(action, JSON.stringify(parsed.data)),
    async () => ({
      status: 200,
      body: await changeJobs(action, parsed.data, db(), whoOf(call.principal)),
    }),
  );
  return json(body, status);
}

/** Changes the job of the path. One that a worker has just now is in conflict; one that is gone is not found. */
export async function changeOne(action: JobAction, call: Call): Promise<Response> {
  const id = jobId(call.params);
  const { body, status } = await idempotent(db(), call, fingerprintOf(action, id), async () => {
    const change = await changeJobs(action, { ids: [id] }, db(), whoOf(call.principal));
    const outcome = change.results[0]?.outcome;
    if (outcome === 'gone') throw noJob();
    if (outcome === 'running')
      throw new AppError('conflict', 'the job runs just now: wait until it has ended, then look again');
    return { status: 200, body: change };
  });
  return json(body, status);
}

export const noJob = (): AppError => new AppError('not-found', 'no job has this id; it may be done');

/** The id in the path. Clients may write its colon as it is or encoded. */
export function jobId(params: Record<string, string>): string {
  const given = params.jobId ?? '';
  const id = given.replace(/%3A/gi, ':');
  if (!/^[\w:@.-]{1,200}$/.test(id)) throw noJob();
  return id;
}

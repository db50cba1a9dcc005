import { isUuid } from '@/server/db/isUuid';
import { appendEvents } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import { problemBody } from '@/server/problem/problemBody';
import { finish, type PipelineContext } from './auditInstance';

type Context = Pick<PipelineContext, 'db'>;

/** Ends an image as failed, unless other versions have read it: then it is done, with the reason of those that have not. */
export async function giveUp(context: Context, instanceId: string, reason: string): Promise<void> {
  const read = await context.db.prediction.count({ where: { instanceId } });
  await finish(context, instanceId, read > 0 ? 'done' : 'failed', reason);
}

/** Ends a model's check as failed, which tells whoever waits for it. Its file stays: a person may have it tried anew. */
export async function giveUpRegistration({ db }: Context, registrationId: string): Promise<void> {
  const why = new AppError('unavailable', 'the model could not be checked, which is not its fault; send it again');
  await db.$transaction(async (tx) => {
    const { count } = await tx.registration.updateMany({
      where: { id: registrationId, status: 'pending' },
      data: { status: 'failed', problem: problemBody(why) },
    });
    if (count > 0) await appendEvents(tx, [{ type: 'job:changed', payload: {} }]);
  });
}

/**
 * Gives up images and models that would wait for ever: their job has no try left, and the worker that had the last one
 * died before it could say so. Answers how many there were.
 */
export async function giveUpAbandoned(context: Context): Promise<number> {
  const { db } = context;
  const images = await db.instance.findMany({
    where: { id: { in: await withoutTries(context, 'audit-instance:') }, status: 'pending' },
    select: { id: true },
  });
  for (const { id } of images) await giveUp(context, id, 'worker-died');
  const models = await db.registration.findMany({
    where: { id: { in: await withoutTries(context, 'register-model:') }, status: 'pending' },
    select: { id: true },
  });
  for (const { id } of models) await giveUpRegistration(context, id);
  return images.length + models.length;
}

/** The ids behind `prefix` in the keys of jobs that nobody tries any more. */
async function withoutTries({ db }: Context, prefix: string): Promise<string[]> {
  const jobs = await db.$queryRaw<{ key: string }[]>`
    select key from graphile_worker.jobs
    where starts_with(key, ${prefix}) and attempts >= max_attempts and locked_at is null`;
  return jobs.map(({ key }) => key.slice(prefix.length)).filter(isUuid);
}

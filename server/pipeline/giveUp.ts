import { isUuid } from '@/server/db/isUuid';
import { finish, type PipelineContext } from './auditInstance';

type Context = Pick<PipelineContext, 'db'>;

const KEY = 'audit-instance:';

/** Ends an image as failed, unless other versions have read it: then it is done, with the reason of those that have not. */
export async function giveUp(context: Context, instanceId: string, reason: string): Promise<void> {
  const read = await context.db.prediction.count({ where: { instanceId } });
  await finish(context, instanceId, read > 0 ? 'done' : 'failed', reason);
}

/**
 * Gives up images that would wait for ever: their job has no try left, and the worker that had the last one died before
 * it could say so. Answers how many there were.
 */
export async function giveUpAbandoned(context: Context): Promise<number> {
  const { db } = context;
  const jobs = await db.$queryRaw<{ key: string }[]>`
    select key from graphile_worker.jobs
    where starts_with(key, ${KEY}) and attempts >= max_attempts and locked_at is null`;
  const ids = jobs.map(({ key }) => key.slice(KEY.length)).filter(isUuid);
  const waiting = await db.instance.findMany({ where: { id: { in: ids }, status: 'pending' }, select: { id: true } });
  for (const { id } of waiting) await giveUp(context, id, 'worker-died');
  return waiting.length;
}

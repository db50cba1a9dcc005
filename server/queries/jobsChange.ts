import type { Db } from '@/server/db/client';
import { db as processDb } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { DISCARDED, ENTRIES } from '@/server/queue/jobState';
import { jobCondition } from './jobs';
import { forgetDeadJobs } from './jobsDead';
import { discardHeld } from './jobsDiscard';
import { holdEntries } from './jobsLock';
import type { JobChange, JobChangeRequest, JobOutcome } from './jobsOutcome';
import { retryHeld } from './jobsRetry';

/** Entries of one transaction: few enough that nobody waits long for their rows. */
const BATCH = 100;

/** Entries that one request changes at most. */
export const MOST_JOBS = 500;

/** How often a transaction that got entangled with another one is tried again. */
const TRIES = 4;

export type JobAction = 'retry' | 'discard';

/**
 * Tries entries anew, or gives them up. What runs is left alone, and so is what does not need it; asking twice does it
 * once. Batches are transactions: a process that dies leaves whole ones. `who` asks, as the audit trail names them.
 */
export async function changeJobs(
  action: JobAction,
  request: JobChangeRequest,
  db: Db = processDb(),
  who = 'system queue',
): Promise<JobChange> {
  const named = 'ids' in request;
  const asked = named ? [...new Set(request.ids)] : await matchingIds(action, request, db);
  const ids = asked.slice(0, MOST_JOBS).sort();
  const results: JobChange['results'] = [];
  for (let start = 0; start < ids.length; start += BATCH) {
    const batch = ids.slice(start, start + BATCH);
    const outcomes = await withoutDeadlock(() =>
      db.$transaction(async (tx): Promise<Map<string, JobOutcome>> => {
        const held = await holdEntries(tx, batch);
        return action === 'retry' ? retryHeld(tx, batch, held, ids.length > 1) : discardHeld(tx, batch, held, who);
      }),
    );
    results.push(...batch.map((id) => ({ id, outcome: outcomes.get(id) ?? ('gone' as const) })));
  }
  forgetDeadJobs();
  const changed = results.filter(({ outcome }) => outcome === 'retried' || outcome === 'discarded').length;
  return { changed, unchanged: results.length - changed, more: asked.length > ids.length, results };
}

/** Entries of a filter on which the action would do something, one more than are changed at once. */
async function matchingIds(
  action: JobAction,
  filter: Extract<JobChangeRequest, { state: unknown }>,
  db: Db,
): Promise<string[]> {
  const useful =
    action === 'retry'
      ? Prisma.sql`(e.state in ('dead', 'discarded') or e.run_at > now())`
      : Prisma.sql`e.state <> ${DISCARDED}`;
  const rows = await db.$queryRaw<{ id: string }[]>`
    select e.id from (${ENTRIES}) e where ${jobCondition(filter)} and ${useful} limit ${MOST_JOBS + 1}`;
  return rows.map(({ id }) => id);
}

/** Others lock many jobs in an order of their own (a new version asks for all images); one of two entangled gives way. */
async function withoutDeadlock<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !isDeadlock(error)) throw error;
    }
  }
}

const isDeadlock = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError &&
  (error.code === 'P2034' || /40P01|deadlock detected/.test(error.message));

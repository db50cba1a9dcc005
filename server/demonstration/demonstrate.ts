import type { Tx } from '@/server/db/client';
import type { Demonstration } from '@/server/db/generated/client';
import { installationHash } from '@/server/ingest/keyedHash';
import { openStream } from '@/server/phantom/random';
import { AppError } from '@/server/problem/appError';
import type { DemonstrationContext } from './context';
import { gapMs, hourOf, wallOffset } from './rhythm';
import { Removed, sendStudy } from './sendStudy';
import { registerShipped } from './shippedModels';
import { readState, type State, scheduleFeed, stateOf, tellChange } from './state';

/** Longest that one run sends before it lets others have the worker. */
const RUN_MS = 700;

/** More images than this waiting, whoever sent them: the feed comes back later. */
const CROWDED = 12;
const CROWDED_MS = 300;
const CHECKING_MS = 100;

/** A feed that could not send for a while does not make up for more than this. */
const MOST_BEHIND_MS = 3_000;

/**
 * One run of the feed: sends the studies that are due and plans the next run. Killed anywhere, the run is handed out
 * again and sends the same study once more, which changes nothing. A second run beside it gives way.
 */
export async function demonstrate(context: DemonstrationContext): Promise<void> {
  const { db } = context;
  const state = await readState(db);
  if (!context.enabled || state?.status !== 'running') return;
  try {
    const until = await holdUntil(context, state);
    if (until !== null) await scheduleFeed(db, until);
    else await sendDue(context, state);
  } catch (error) {
    if (error instanceof Removed) return;
    // Unavailable is what comes back by itself, as a full disk does: the queue tries again.
    if (!(error instanceof AppError) || error.code === 'unavailable') throw error;
    console.warn(`demonstration: ${error.message}`);
    await stopFor(context, error.message);
  }
}

/** When to come back instead of sending now; null to send. */
async function holdUntil(context: DemonstrationContext, state: State): Promise<Date | null> {
  const now = context.now().getTime();
  if (!(await registerShipped(context, state))) return new Date(now + CHECKING_MS);
  if (await isCrowded(context.db)) return new Date(now + CROWDED_MS);
  return state.dueAt.getTime() > now ? state.dueAt : null;
}

async function isCrowded(tx: Tx): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ waiting: number }[]>`
    select count(*)::int as waiting
    from (
      select 1 from graphile_worker.jobs
      where task_identifier = 'audit-instance' and attempts < max_attempts
      limit ${CROWDED + 1}
    ) counted`;
  return (row?.waiting ?? 0) > CROWDED;
}

async function sendDue(context: DemonstrationContext, first: State): Promise<void> {
  const hash = await installationHash(context.db);
  const end = performance.now() + RUN_MS;
  let state: State | null = first;
  while (state !== null) {
    await sendStudy(context, hash, state);
    const dueAt = nextDue(context, state);
    const last = dueAt > context.now() || performance.now() > end || state.sent + 1 >= context.most;
    state = await advance(context, state, dueAt, last);
  }
}

function nextDue({ burst, now }: DemonstrationContext, { sent, seed, speed, dueAt }: State): Date {
  if (sent + 1 < burst) return dueAt;
  const at = now();
  const from = Math.max(dueAt.getTime(), at.getTime() - MOST_BEHIND_MS);
  const draw = 1 - openStream(seed + sent, 'demonstration gap').uniform(0, 1);
  return new Date(from + gapMs(draw, hourOf(at.getTime(), wallOffset(at)), speed));
}

/** Counts the study and, when it was the `last` of this run, plans the next in the same transaction. Null ends the run. */
async function advance({ db, now, most }: DemonstrationContext, { sent }: State, dueAt: Date, last: boolean) {
  return db.$transaction(async (tx) => {
    // A run beside this one has counted it already, or all of it is being removed.
    const [row] = await tx.demonstration.updateManyAndReturn({
      where: { id: 1, sent, status: { in: ['running', 'paused'] } },
      data: { sent: sent + 1, dueAt, updatedAt: now() },
    });
    if (row === undefined) return null;
    if (row.sent >= most) await complete(tx, row);
    else if (last && row.status === 'running') await scheduleFeed(tx, dueAt);
    return last || row.status !== 'running' ? null : stateOf(row);
  });
}

async function complete(tx: Tx, { sent }: Demonstration): Promise<void> {
  await tx.demonstration.update({ where: { id: 1, sent }, data: { status: 'complete' } });
  await tellChange(tx);
}

/** What a person has to mend: the feed is paused and says so. */
async function stopFor({ db, now }: DemonstrationContext, problem: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.demonstration.updateMany({
      where: { id: 1, status: 'running' },
      data: { status: 'paused', problem: problem.slice(0, 500), updatedAt: now() },
    });
    if (count > 0) await tellChange(tx);
  });
}

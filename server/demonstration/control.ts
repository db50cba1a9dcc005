import { z } from 'zod';
import type { Db, Tx } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { FIRST_SEED } from './limits';
import { lockState, SPEEDS, type State, scheduleFeed, scheduleRemoval, tellChange } from './state';

/** What `PATCH /api/v1/demonstration` may change. */
export const demonstrationChange = z
  .strictObject({
    status: z.enum(['running', 'paused']).optional(),
    speed: z.literal(SPEEDS, { error: 'one of 1, 4, 10' }).optional(),
  })
  .refine(({ status, speed }) => status !== undefined || speed !== undefined, 'name status or speed');

export type DemonstrationChange = z.infer<typeof demonstrationChange>;

const off = () =>
  new AppError('conflict', 'the demonstration is switched off: start the server with SIGHTLINE_DEMO=on');
const none = () => new AppError('not-found', 'there is no demonstration; start it with POST');

const isHere = (state: State | null): state is State => state !== null && state.status !== 'removed';

/**
 * Starts the demonstration where none is. `ifEmpty`: only in a store without any image and model that has never had
 * one. Answers whether it was started.
 */
export async function startDemonstration(db: Db, now: Date, ifEmpty = false): Promise<boolean> {
  return db.$transaction(async (tx) => {
    // Several workers start at once, and an empty table has no row to wait at.
    await tx.$executeRaw`lock table demonstration in share row exclusive mode`;
    const state = await lockState(tx);
    if (isHere(state)) return false;
    if (ifEmpty && (state !== null || !(await isEmpty(tx)))) return false;
    const fresh = { status: 'running', speed: 1, sent: 0, versions: [], removing: 0, removed: 0, problem: null };
    const row = { ...fresh, seed: FIRST_SEED, dueAt: now, startedAt: now, updatedAt: now };
    await tx.demonstration.upsert({ where: { id: 1 }, update: row, create: { id: 1, ...row } });
    await scheduleFeed(tx, now);
    await tellChange(tx);
    return true;
  });
}

async function isEmpty(tx: Tx): Promise<boolean> {
  return (await tx.instance.findFirst()) === null && (await tx.modelVersion.findFirst()) === null;
}

/** @throws AppError conflict when it is here already, or switched off */
export async function startByHand(db: Db, now: Date, enabled: boolean): Promise<void> {
  if (!enabled) throw off();
  if (!(await startDemonstration(db, now))) throw new AppError('conflict', 'the demonstration is here already');
}

/** Pauses, resumes, sets the speed; the next study comes at once. @throws AppError */
export async function changeDemonstration(
  db: Db,
  change: DemonstrationChange,
  now: Date,
  enabled: boolean,
): Promise<void> {
  if (change.status === 'running' && !enabled) throw off();
  await db.$transaction(async (tx) => {
    const state = await lockState(tx);
    if (!isHere(state)) throw none();
    if (state.status === 'complete' || state.status === 'removing')
      throw new AppError('conflict', `the demonstration is ${state.status}: there is nothing to pause or speed up`);
    const status = change.status ?? state.status;
    const resumed = status === 'running';
    await tx.demonstration.update({
      where: { id: 1 },
      data: {
        status,
        speed: change.speed ?? state.speed,
        updatedAt: now,
        ...(resumed && { dueAt: now, problem: null }),
      },
    });
    if (resumed) await scheduleFeed(tx, now);
    await tellChange(tx);
  });
}

/** Begins to take away everything that the demonstration brought; the worker does it. @throws AppError */
export async function beginRemoval(db: Db, now: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const state = await lockState(tx);
    if (!isHere(state)) throw none();
    if (state.status !== 'removing') {
      const removing = await tx.instance.count({ where: { demo: true } });
      await tx.demonstration.update({
        where: { id: 1 },
        data: { status: 'removing', removing, removed: 0, problem: null, updatedAt: now },
      });
    }
    await scheduleRemoval(tx);
    await tellChange(tx);
  });
}

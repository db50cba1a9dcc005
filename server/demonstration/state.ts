import type { Tx } from '@/server/db/client';
import type { Demonstration as Row } from '@/server/db/generated/client';
import { appendEvents } from '@/server/live/outbox';
import { addJob } from '@/server/queue/addJob';
import { PRIORITY } from '@/server/queue/job';

/** `complete`: all studies were sent. `removed`: it was here, and may be started again. */
export const STATUSES = ['running', 'paused', 'complete', 'removing', 'removed'] as const;
export type Status = (typeof STATUSES)[number];

/** How many times faster than life. */
export const SPEEDS = [1, 4, 10] as const;
export type Speed = (typeof SPEEDS)[number];

export type State = Omit<Row, 'status' | 'speed'> & { status: Status; speed: Speed };

/** How far the demonstration is; null when it was never started. */
export async function readState(tx: Tx): Promise<State | null> {
  const row = await tx.demonstration.findUnique({ where: { id: 1 } });
  return row === null ? null : stateOf(row);
}

/** The same, held for the rest of the transaction. */
export async function lockState(tx: Tx): Promise<State | null> {
  await tx.$queryRaw`select id from demonstration where id = 1 for update`;
  return readState(tx);
}

export function stateOf(row: Row): State {
  const status = STATUSES.find((known) => known === row.status);
  const speed = SPEEDS.find((known) => known === row.speed);
  if (status === undefined || speed === undefined) throw new RangeError(`demonstration: ${row.status} at ${row.speed}`);
  return { ...row, status, speed };
}

/** Says to open pages that the demonstration has changed; the last statement of a transaction. */
export const tellChange = (tx: Tx): Promise<void> => appendEvents(tx, [{ type: 'demonstration:changed', payload: {} }]);

/** Plans the next run of the feed; one that still waits is replaced. */
export const scheduleFeed = (tx: Tx, runAt: Date): Promise<void> =>
  addJob(tx, 'demonstrate', {}, { key: 'demonstrate', priority: PRIORITY.feed, runAt });

/** Plans the next run of the removal, before everything else: somebody waits for it. */
export const scheduleRemoval = (tx: Tx): Promise<void> =>
  addJob(tx, 'remove-demonstration', {}, { key: 'remove-demonstration', priority: PRIORITY.registration });

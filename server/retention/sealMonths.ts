import { setTimeout as pause } from 'node:timers/promises';
import type { Db, Tx } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { coarsen } from '@/server/rollup/compact';
import { holdRollup } from '@/server/rollup/holdRollup';
import { appendTrail } from '@/server/trail/appendTrail';
import { type FindingMonth, findingMonths, nextMonth } from './findingMonths';

/**
 * Longest wait for a lock: less than Postgres waits before it looks for a deadlock (1 s), so that when somebody waits for
 * us too it is we who give way.
 */
const LOCK_MS = 500;
const ATTEMPTS = 60;
const PAUSE_MS = 1_000;

/**
 * Seals all time before a limit, the start of a month: its cells are merged to months and stay, its results are dropped,
 * a month at a time, each with a record of the audit trail, and new ones are refused. Answers how many were dropped.
 * @throws the database's error when somebody reads results all the time, so that no lock is to be had
 */
export function sealMonths(db: Db, limit: Date): Promise<number> {
  return holdRollup(db, async () => {
    await toMonths(db, limit);
    const months = await findingMonths(db, limit);
    for (const month of months) await sealMonth(db, month);
    await db.$transaction((tx) => sealBefore(tx, limit));
    return months.length;
  });
}

async function toMonths(db: Db | Tx, before: Date): Promise<void> {
  await coarsen(db, 'hour', 'month', before);
  await coarsen(db, 'day', 'month', before);
}

async function sealMonth(db: Db, { table, month }: FindingMonth): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await db.$transaction((tx) => dropMonth(tx, table, nextMonth(month)));
      return;
    } catch (error) {
      if (attempt === ATTEMPTS || !/55P03|lock timeout|40P01|deadlock/.test(String(error))) throw error;
      await pause(PAUSE_MS * (0.5 + (attempt % 7) / 7));
    }
  }
}

/**
 * Everything is locked before anything is done, in the order in which writers come to it: dropping takes the triggers
 * off the tables that the partition refers to. Then it takes milliseconds.
 */
async function dropMonth(tx: Tx, table: string, end: Date): Promise<void> {
  const partition = Prisma.raw(`"${table}"`);
  await tx.$executeRaw`set local lock_timeout = ${Prisma.raw(String(LOCK_MS))}`;
  await tx.$executeRaw`lock table prediction, only finding_result, only ${partition}, finding in access exclusive mode`;
  await tx.$executeRaw`set local lock_timeout = 0`;
  // Results that came since.
  await toMonths(tx, end);
  await sealBefore(tx, end);
  const [rows] = await tx.$queryRaw<{ n: number }[]>`select count(*)::float8 as n from ${partition}`;
  await tx.$executeRaw`drop table ${partition}`;
  await appendTrail(tx, [
    {
      ...{ kind: 'result:sealed', at: new Date(), actor: 'system retention', subjects: [] },
      body: { before: end.toISOString(), results: rows?.n ?? 0 },
    },
  ]);
}

const sealBefore = (tx: Tx, time: Date) =>
  tx.$executeRaw`update rollup_state set sealed_before = greatest(sealed_before, ${time}::timestamptz)`;

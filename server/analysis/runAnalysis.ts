import type { Db } from '@/server/db/client';
import { type Analysis, Prisma } from '@/server/db/generated/client';
import { appendEvents } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import { problemBody } from '@/server/problem/problemBody';
import type { FileStore } from '@/server/store/fileStore';
import { answerQuestion } from './answerQuestion';
import { kindOf } from './changeAnalysis';
import { type ImageWorks, NO_IMAGES } from './imageWorks';
import { openProgress } from './progress';
import { parseQuestion } from './question';
import { openSnapshot } from './snapshot';

/**
 * `databaseUrl`: for the snapshot's connection. `works`: what reads images; without it those questions fail. `store`:
 * where masks are; without it figures that need them are not told.
 */
export type AnalysisContext = {
  db: Db;
  databaseUrl: string;
  now: () => Date;
  works?: ImageWorks;
  store?: FileStore;
};

/** Answers that are kept; the longest not asked for go first. */
const KEEP = 500;

/**
 * Answers the question of a row, from one snapshot, and writes the answer into it. Doing it again after a worker died in
 * the middle begins anew; a row that was stopped or is gone is left alone. `last`: the queue will not
 * try it again; `stopping`: the worker ends, and another one is to take it.
 */
export async function runAnalysis(
  context: AnalysisContext,
  id: string,
  { last, stopping }: { last: boolean; stopping?: AbortSignal },
): Promise<void> {
  const { db, now } = context;
  const startedAt = now();
  const claimed = await db.analysis.updateManyAndReturn({
    where: { id, status: { in: ['waiting', 'running'] } },
    data: { status: 'running', startedAt, done: 0, total: null },
  });
  const [row] = claimed;
  if (row === undefined) return;
  const progress = openProgress(db, id, startedAt, stopping);
  try {
    const data = await answered(context, row, progress);
    await settle(context, row, { ...data, status: 'done', problem: Prisma.DbNull });
  } catch (error) {
    if (progress.signal.aborted && stopping?.aborted !== true) return;
    const permanent = error instanceof AppError || error instanceof RangeError;
    const final = stopping?.aborted !== true && (last || permanent);
    if (!final) {
      await db.analysis.updateMany({ where: { id, status: 'running', startedAt }, data: { status: 'waiting' } });
      throw error;
    }
    console.warn(`analysis ${id}: ${String(error)}`);
    await settle(context, row, { status: 'failed', problem: problemBody(error) });
  } finally {
    progress.stop();
  }
}

async function answered(context: AnalysisContext, row: Analysis, progress: ReturnType<typeof openProgress>) {
  const snapshot = await openSnapshot(context.databaseUrl);
  try {
    const question = parseQuestion(kindOf(row), row.parameters);
    let counted = 0;
    const report = (done: number, total: number): void => {
      counted = done;
      progress.report(done, total);
    };
    const answer = await answerQuestion(
      context.db,
      snapshot,
      question,
      { ...progress, report },
      { works: context.works ?? NO_IMAGES, store: context.store ?? null },
    );
    // As it will come back out of the database.
    const result: Prisma.InputJsonObject = JSON.parse(JSON.stringify({ asOf: snapshot.asOf, answer }));
    return { result, done: counted, total: counted };
  } finally {
    await snapshot.close();
  }
}

/** The end of this run, unless the row is not this run's any more. */
async function settle({ db, now }: AnalysisContext, row: Analysis, data: Prisma.AnalysisUpdateManyMutationInput) {
  await db.$transaction(async (tx) => {
    const { count } = await tx.analysis.updateMany({
      where: { id: row.id, status: 'running', startedAt: row.startedAt },
      data: { ...data, finishedAt: now() },
    });
    if (count === 0) return;
    await tx.$executeRaw`
      delete from analysis where status in ('done', 'failed', 'cancelled') and id not in (
        select id from analysis order by requested_at desc limit ${KEEP}
      )`;
    await appendEvents(tx, [{ type: 'analysis:changed', payload: { analysisId: row.id } }]);
  });
}

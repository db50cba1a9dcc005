import { randomUUID } from 'node:crypto';
import { type Db, db as processDb, type Tx } from '@/server/db/client';
import { type Analysis, Prisma } from '@/server/db/generated/client';
import { addAnalysisJob, hasAnalysisJob } from './analysisJob';
import { analysisKey } from './analysisKey';
import { analysisState, answeredAt } from './analysisState';
import type { AnalysisKind, AnalysisParameters, AnalysisState, Question } from './kinds';
import { hasNewResults } from './newResults';
import { parseQuestion, settledQuestion } from './question';

/** An answer older than this is made anew when results came in since. */
const FRESH_MS = 3_600_000;

/** A failure older than this is tried anew when somebody asks. */
const FAILED_MS = 300_000;

/**
 * Asks a question that single results have to be read for. The first to ask puts a job in the queue; everybody else
 * gets where it stands. An answer that is there stays in `result` while a newer one is made. One that was cancelled or
 * has failed waits until it is asked with `refresh`, a failed one five minutes at most.
 * @throws AppError invalid-field for parameters that are not valid, not-found for a version or finding that is not there
 */
export async function askAnalysis<Kind extends AnalysisKind>(
  kind: Kind,
  parameters: AnalysisParameters<Kind>,
  { refresh = false }: { refresh?: boolean } = {},
  db: Db = processDb(),
): Promise<AnalysisState<Kind>> {
  const question = await settledQuestion(db, parseQuestion(kind, parameters));
  const key = analysisKey(question);
  const known = await db.analysis.findUnique({ where: { key } });
  if (known !== null && !(await isDue(db, known, refresh))) return analysisState(kind, known);
  return analysisState(kind, await db.$transaction((tx) => plan(tx, question, key)));
}

/** Where a question stands, without asking it; null when nobody has. */
export async function readAnalysis<Kind extends AnalysisKind>(
  kind: Kind,
  parameters: AnalysisParameters<Kind>,
  db: Db = processDb(),
): Promise<AnalysisState<Kind> | null> {
  const question = await settledQuestion(db, parseQuestion(kind, parameters));
  const row = await db.analysis.findUnique({ where: { key: analysisKey(question) } });
  return row === null ? null : analysisState(kind, row);
}

async function isDue(db: Db, row: Analysis, refresh: boolean): Promise<boolean> {
  // The job of one that is under way may have been discarded, or its worker may have died with the last try.
  if (row.status === 'waiting' || row.status === 'running') return !(await hasAnalysisJob(db, row.id));
  if (refresh) return true;
  if (row.status === 'failed') return Date.now() - (row.finishedAt?.getTime() ?? 0) > FAILED_MS;
  const at = answeredAt(row);
  if (row.status !== 'done' || at === null || Date.now() - at.getTime() < FRESH_MS) return false;
  return hasNewResults(db, at);
}

/** Puts the question in the queue unless somebody else has done so meanwhile; answers its row. */
export async function plan(tx: Tx, { kind, parameters }: Question, key: string): Promise<Analysis> {
  const waiting = { status: 'waiting', done: 0, total: null, problem: Prisma.DbNull, startedAt: null };
  await tx.analysis.createMany({
    data: { id: randomUUID(), kind, key, parameters, status: 'waiting', requestedAt: new Date() },
    skipDuplicates: true,
  });
  await tx.$queryRaw`select id from analysis where key = ${key} for update`;
  const row = await tx.analysis.findUniqueOrThrow({ where: { key } });
  const underWay = row.status === 'waiting' || row.status === 'running';
  if (underWay && (await hasAnalysisJob(tx, row.id))) return row;
  await addAnalysisJob(tx, row.id);
  return tx.analysis.update({ where: { key }, data: { ...waiting, requestedAt: new Date() } });
}

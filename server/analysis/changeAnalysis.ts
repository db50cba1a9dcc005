import { type Db, db as processDb } from '@/server/db/client';
import type { Analysis } from '@/server/db/generated/client';
import { appendEvents } from '@/server/live/outbox';
import { removeAnalysisJob } from './analysisJob';
import { analysisState } from './analysisState';
import { plan } from './ask';
import { ANALYSES, type AnalysisKind, type AnalysisState } from './kinds';
import { parseQuestion } from './question';

/** Where the analysis of an id stands; null when there is none, or no more. */
export async function getAnalysis(id: string, db: Db = processDb()): Promise<AnalysisState | null> {
  const row = await db.analysis.findUnique({ where: { id } });
  return row === null ? null : analysisState(kindOf(row), row);
}

/** Stops one that waits or runs; an answer from before stays. What is done already is left as it is. */
export async function cancelAnalysis(id: string, db: Db = processDb()): Promise<AnalysisState | null> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.analysis.updateMany({
      where: { id, status: { in: ['waiting', 'running'] } },
      data: { status: 'cancelled', finishedAt: new Date() },
    });
    if (count === 0) return;
    await removeAnalysisJob(tx, id);
    await appendEvents(tx, [{ type: 'analysis:changed', payload: { analysisId: id } }]);
  });
  return getAnalysis(id, db);
}

/** Asks it anew; its answer stays until the new one is there. One that is under way is left alone. */
export async function refreshAnalysis(id: string, db: Db = processDb()): Promise<AnalysisState | null> {
  const known = await db.analysis.findUnique({ where: { id } });
  if (known === null) return null;
  const question = parseQuestion(kindOf(known), known.parameters);
  const row = await db.$transaction((tx) => plan(tx, question, known.key));
  return analysisState(question.kind, row);
}

export const isAnalysisKind = (kind: string): kind is AnalysisKind => Object.hasOwn(ANALYSES, kind);

export function kindOf(row: Pick<Analysis, 'kind'>): AnalysisKind {
  if (!isAnalysisKind(row.kind)) throw new RangeError(`kind: ${row.kind}`);
  return row.kind;
}

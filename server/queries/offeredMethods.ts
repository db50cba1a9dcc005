import { type Db, db as processDb } from '@/server/db/client';
import { CHECK_VERSION } from '@/server/saliency/checkVersion';
import { METHODS, type SaliencyMethodName } from '@/server/saliency/saliencyMethod';
import { checkFigures } from './checkFigures';
import { checkReason } from './checkReason';

export type MethodGrade = { grade: 'passed' | 'failed' | 'undecided'; reason: string };

/** The log-ratio map is a rising function of CAM, so that its ranks, and with them its grade, are CAM's. */
const GRADED_AS: Partial<Record<SaliencyMethodName, SaliencyMethodName>> = { 'log-ratio': 'cam' };

/**
 * Grades of a version's methods by the randomisation check; what is missing was not yet checked. A method that failed is
 * not to be offered. `reason`: one sentence.
 */
export async function offeredMethods(
  versionId: string,
  db: Db = processDb(),
): Promise<Map<SaliencyMethodName, MethodGrade>> {
  const rows = await db.methodCheck.findMany({ where: { versionId, definitionVersion: CHECK_VERSION } });
  const found = new Map<SaliencyMethodName, MethodGrade>();
  for (const { name } of Object.values(METHODS)) {
    const row = rows.find(({ method }) => method === (GRADED_AS[name] ?? name));
    if (row === undefined) continue;
    const figures = checkFigures.parse(row.figures);
    const grade = row.grade === 'passed' || row.grade === 'failed' ? row.grade : 'undecided';
    found.set(name, { grade, reason: checkReason(figures) });
  }
  return found;
}

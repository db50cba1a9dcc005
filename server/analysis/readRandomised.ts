import type { Db } from '@/server/db/client';
import { checkFigures } from '@/server/queries/checkFigures';
import { CHECK_VERSION } from '@/server/saliency/checkVersion';
import { readAnalysis } from './ask';
import type { RandomisedMapsAnswer } from './evidenceAnswers';
import { findSubject } from './subject';

/**
 * Outside shares of the version's network with permuted weights, by whichever read them last: the question itself, or
 * the randomisation check, which takes the same images and permutations for CAM. Null when nobody has asked; it is never
 * asked here.
 */
export async function readRandomised(db: Db, model: string): Promise<RandomisedMapsAnswer | null> {
  const { versionId } = await findSubject(db, model);
  const [state, check] = await Promise.all([
    readAnalysis('randomised-maps', { model }, db),
    db.methodCheck.findFirst({ where: { versionId, method: 'cam', definitionVersion: CHECK_VERSION } }),
  ]);
  const asked = state?.result ?? null;
  const checked = check === null ? null : checkFigures.parse(check.figures).randomised;
  if (asked === null || checked === null) return asked ?? checked;
  return (state?.asOf ?? '') > (check?.checkedAt.toISOString() ?? '') ? asked : checked;
}

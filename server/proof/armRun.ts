import type { PhantomFinding } from '@/server/phantom/study';
import { PHANTOM_FINDINGS } from '@/server/phantom/study';
import type { Arm } from './arms';
import type { CohortRun } from './cohortRun';
import { type ScoredCase, scoredCases } from './cohortScores';

/** One arm's model on the cohorts of one seed. Arms that are judged by verdict alone have the main cohort only. */
export type ArmRun = { arm: Arm; seed: number; main: CohortRun; scores: CohortRun | null; balanced: CohortRun | null };

export const FINDING = 'Pneumonia';

/** Place of a finding among a model's outputs. */
export const channelOf = (finding: PhantomFinding): number => PHANTOM_FINDINGS.indexOf(finding);

/** Place of the arm's model among those of its mode. @throws RangeError `model: …` when it was not run */
export function placeOf(arm: Arm, run: CohortRun): number {
  const place = run.models.indexOf(arm.model);
  if (place < 0) throw new RangeError(`model: ${arm.model} was not run`);
  return place;
}

/** The cases of one of the arm's cohorts. */
export function casesOf(arm: Arm, run: CohortRun, finding: PhantomFinding = FINDING): ScoredCase[] {
  const [place, channel] = [placeOf(arm, run), channelOf(finding)];
  const logits = run.images.map(({ scores }) => scores.logits[place]?.[channel] ?? Number.NaN);
  return scoredCases(run.studies, logits, finding);
}

/** Cases of the sites that the models were trained on. */
export const internal = (cases: readonly ScoredCase[]): ScoredCase[] =>
  cases.filter(({ strata }) => strata.site !== 'C');

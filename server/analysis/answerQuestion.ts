import type { Db } from '@/server/db/client';
import { answerAddedAuc } from './answerAddedAuc';
import { answerCohort } from './answerCohort';
import { answerPairedVersions } from './answerPairedVersions';
import { answerPatientIntervals } from './answerPatientIntervals';
import type { ImageWorks } from './imageWorks';
import type { AnalysisKind, AnalysisResults, Question } from './kinds';
import type { Progress } from './progress';
import type { Snapshot } from './snapshot';

/**
 * Answers a question from a snapshot. `db` is for what is not part of it: versions and their findings never change.
 * `works`: for those that images have to be read for.
 */
export function answerQuestion(
  db: Db,
  snapshot: Snapshot,
  question: Question,
  progress: Progress,
  works: ImageWorks,
): Promise<AnalysisResults[AnalysisKind]> {
  switch (question.kind) {
    case 'cohort':
      return answerCohort(db, snapshot, question.parameters, progress);
    case 'patient-intervals':
      return answerPatientIntervals(db, snapshot, question.parameters, progress);
    case 'added-auc':
      return answerAddedAuc(db, snapshot, question.parameters, progress);
    case 'paired-versions':
      return answerPairedVersions(db, snapshot, question.parameters, progress);
    case 'edits':
    case 'randomised-maps':
    case 'markers':
      return works[question.kind](snapshot, question, progress);
    case 'probe':
    case 'maps':
      throw new RangeError(`kind: ${question.kind}`);
  }
}

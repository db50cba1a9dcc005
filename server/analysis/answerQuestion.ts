import type { Db } from '@/server/db/client';
import type { FileStore } from '@/server/store/fileStore';
import { answerAddedAuc } from './answerAddedAuc';
import { answerCohort } from './answerCohort';
import { answerMapFaults } from './answerMapFaults';
import { answerMaps } from './answerMaps';
import { answerPairedVersions } from './answerPairedVersions';
import { answerPatientIntervals } from './answerPatientIntervals';
import { answerProbe } from './answerProbe';
import { answerTrail } from './answerTrail';
import type { ImageWorks } from './imageWorks';
import type { AnalysisKind, AnalysisResults, Question } from './kinds';
import type { Progress } from './progress';
import type { Snapshot } from './snapshot';

/**
 * Answers a question from a snapshot. `db` is for what is not part of it: versions and their findings never change.
 * `works`: for those that images have to be read for; `store`: where masks are, null when there is none.
 */
export function answerQuestion(
  db: Db,
  snapshot: Snapshot,
  question: Question,
  progress: Progress,
  { works, store }: { works: ImageWorks; store: FileStore | null },
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
    case 'map-check':
    case 'map-repeatability':
    case 'markers':
    case 'saliency':
      return works[question.kind](snapshot, question, progress);
    case 'probe':
      return answerProbe(db, snapshot, question.parameters, progress);
    case 'map-faults':
      return answerMapFaults(db, snapshot, question.parameters, progress);
    case 'trail':
      return answerTrail(db, progress);
    case 'maps':
      return answerMaps({ db, snapshot, store }, question.parameters, progress);
  }
}

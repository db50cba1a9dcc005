import { placeWords } from '@/app/caseList/caseWords';
import { otherAnswers } from '@/app/viewer/chosenPrediction';
import { pictureOf } from '@/app/viewer/pictureOf';
import { getCase } from '@/server/queries/caseDetail';
import type { ReaderView } from '@/server/review/readerView';
import { UNAIDED_ANSWERS, VERDICTS } from './draft';
import type { Shown } from './readingRoom';
import type { ReviewTask } from './reviewTask';

/** A read as the browser is told of it: of what is hidden at its stage nothing is in it. */
export function taskOf(read: ReaderView): ReviewTask {
  const { readId, instanceId, finding, stage, expiresAt, unaided, verdict } = read;
  const said = VERDICTS.find((known) => known === verdict?.verdict);
  return {
    ...{ readId, instanceId, finding, stage, expiresAt, place: placeWords(read) },
    answer: UNAIDED_ANSWERS.find((known) => known === unaided?.verdict) ?? null,
    verdict:
      verdict === null || said === undefined
        ? null
        : { verdict: said, zone: verdict.zone, note: verdict.note, milliseconds: verdict.milliseconds },
  };
}

/** What the viewer may show: before the reader has committed the picture alone, then map, masks and other versions. */
export async function shownOf({ instanceId, model, finding, stage }: ReaderView): Promise<Shown | null> {
  const detail = await getCase(instanceId);
  const image = detail === null ? null : pictureOf(detail);
  if (detail === null || image === null) return null;
  if (stage === 'unaided') return { instanceId, image, masks: [], prediction: null, others: [] };
  const chosen = detail.predictions.find((one) => one.model === model && one.finding === finding) ?? null;
  return {
    ...{ instanceId, image, masks: detail.masks, prediction: chosen },
    others: otherAnswers(detail.predictions, chosen),
  };
}

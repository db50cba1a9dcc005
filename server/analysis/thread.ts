import { parentPort } from 'node:worker_threads';
import { addedFigures } from './addedFigures';
import type { ApartAnswer, ApartInput, ApartOutput, ApartWork } from './apartTask';
import { mapFigures } from './mapFigures';
import { pairedFigures } from './pairedFigures';
import { patientIntervals } from './patientIntervals';
import { probeFigures } from './probeFigures';

// The thread behind `computeApart`: one piece of arithmetic, then it is ended.

const WORKS: { [Work in ApartWork]: (input: ApartInput[Work]) => ApartOutput[Work] } = {
  'patient-intervals': patientIntervals,
  'added-auc': addedFigures,
  'paired-auc': pairedFigures,
  maps: mapFigures,
  probe: probeFigures,
};

function answer<Work extends ApartWork>(work: Work, input: ApartInput[Work]): ApartAnswer<Work> {
  try {
    return { output: WORKS[work](input) };
  } catch (error) {
    return { message: String(error), range: error instanceof RangeError };
  }
}

parentPort?.on('message', ({ work, input }: { work: ApartWork; input: ApartInput[ApartWork] }) => {
  parentPort?.postMessage(answer(work, input));
});

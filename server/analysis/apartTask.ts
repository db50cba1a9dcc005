import type { AddedCases, addedFigures } from './addedFigures';
import type { MapCohort, mapFigures } from './mapFigures';
import type { PairedCases, pairedFigures } from './pairedFigures';
import type { PatientCases, patientIntervals } from './patientIntervals';
import type { ProbeCases, probeFigures } from './probeFigures';

/** The arithmetic that has a thread of its own, by name, with what it takes and gives. */
export type ApartInput = {
  'patient-intervals': PatientCases;
  'added-auc': AddedCases;
  'paired-auc': PairedCases;
  maps: MapCohort;
  probe: ProbeCases;
};

export type ApartOutput = {
  'patient-intervals': ReturnType<typeof patientIntervals>;
  'added-auc': ReturnType<typeof addedFigures>;
  'paired-auc': ReturnType<typeof pairedFigures>;
  maps: ReturnType<typeof mapFigures>;
  probe: ReturnType<typeof probeFigures>;
};

export type ApartWork = keyof ApartInput;

export type ApartTask<Work extends ApartWork = ApartWork> = { work: Work; input: ApartInput[Work] };

/** `range`: a RangeError, which no other try would mend. */
export type ApartAnswer<Work extends ApartWork = ApartWork> =
  | { output: ApartOutput[Work] }
  | { message: string; range: boolean };

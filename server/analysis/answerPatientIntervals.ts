import type { Stratifier } from '@/server/cohort/cohortFilter';
import type { Db } from '@/server/db/client';
import { referenceOf } from '@/server/queries/siteEffect';
import { strataOf } from '@/server/rollup/cell';
import { logitBin } from '@/server/stats/logitBins';
import { acquisitionOf, type LabelledRow, labelledCases } from './caseQuery';
import { computeApart } from './computeApart';
import { growing } from './growing';
import type { AnalysisParameters, PatientIntervals } from './kinds';
import type { PatientCases } from './patientIntervals';
import type { Progress } from './progress';
import { readAll } from './readAll';
import { groupKey, sampleOf } from './sampling';
import type { Snapshot } from './snapshot';
import { findingOf, findSubject } from './subject';

/** Cases that are held: 40 bytes each while they are read, 20 for the draws. */
const MOST_CASES = 4_000_000;

/** Replicates: what a printed interval needs, and what is affordable of many cases. */
const REPLICATES = 1_000;
const FEW_REPLICATES = 200;
const MANY_CASES = 1_000_000;

/** Any number, always the same: asking again gives the same interval. */
const SEED = 20_240_117;

/** Intervals with patients as units. Strata beyond 65,535 do not occur: a value of a stratifier is one of a hospital. */
export async function answerPatientIntervals(
  db: Db,
  snapshot: Snapshot,
  { model, finding, by }: AnalysisParameters<'patient-intervals'>,
  progress: Progress,
): Promise<PatientIntervals> {
  const cases = growingCases(by);
  const reading = labelledCases(findingOf(await findSubject(db, model), finding));
  const of = await readAll<LabelledRow>(snapshot, reading, progress, cases.take);
  const { withoutPatient, ...read } = cases.read();
  const replicates = read.bins.length > MANY_CASES ? FEW_REPLICATES : REPLICATES;
  const input = { ...read, reference: by === null ? null : referenceIndex(read), replicates, seed: SEED };
  const figures = await computeApart('patient-intervals', input, progress.signal);
  return { cases: read.bins.length, of, withoutPatient, replicates, ...figures };
}

function growingCases(by: Stratifier | null) {
  const [bins, truths, patients, strata] = [growing(), growing(), growing(), growing()];
  const places = new Map<string, number>();
  let withoutPatient = 0;
  let chosen: ((patient: number) => boolean) | undefined;
  return {
    take(row: LabelledRow, total: number): void {
      const [caseId, patient, logit, truth, ...instance] = row;
      const key = groupKey(patient, caseId);
      chosen ??= sampleOf(total, MOST_CASES);
      if (!chosen(key)) return;
      const stratum = by === null ? 'all' : strataOf(acquisitionOf(instance))[by];
      const place = places.get(stratum) ?? places.size;
      places.set(stratum, place);
      bins.push(logitBin(logit));
      truths.push(truth);
      patients.push(key);
      strata.push(place);
      if (patient === null) withoutPatient += 1;
    },
    read: () => ({
      bins: Uint16Array.from(bins.values()),
      truths: Uint8Array.from(truths.values()),
      patients: Uint32Array.from(patients.values()),
      strata: Uint16Array.from(strata.values()),
      names: [...places.keys()],
      withoutPatient,
    }),
  };
}

/** That of the site effect; null without a case. */
function referenceIndex({ names, strata, truths }: Pick<PatientCases, 'names' | 'strata' | 'truths'>): number | null {
  const sizes = names.map((stratum) => ({ stratum, positives: 0, negatives: 0, scores: null }));
  for (const [i, s] of strata.entries()) {
    const size = sizes[s];
    if (size !== undefined && truths[i] === 0) size.negatives += 1;
  }
  const reference = referenceOf(sizes);
  return reference === undefined ? null : names.indexOf(reference.stratum);
}

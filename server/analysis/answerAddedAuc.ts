import type { Stratifier } from '@/server/cohort/cohortFilter';
import type { Db } from '@/server/db/client';
import { strataOf } from '@/server/rollup/cell';
import { clampLogit } from '@/server/rollup/fixedPoint';
import { patientKey } from '@/server/stats/murmur3';
import type { AddedCases } from './addedFigures';
import { acquisitionOf, type LabelledRow, labelledCases } from './caseQuery';
import { computeApart } from './computeApart';
import { growing } from './growing';
import type { AddedAucAnswer, AnalysisParameters } from './kinds';
import type { Progress } from './progress';
import { readAll } from './readAll';
import { groupKey, sampleOf } from './sampling';
import type { Snapshot } from './snapshot';
import { findingOf, findSubject } from './subject';

/** Cases of the regression at most; its answer changes by less than its interval with more. 100 bytes each. */
const MOST_CASES = 200_000;

/** Metadata that are categories; the age is a number. */
const CATEGORIES = [
  ...['site', 'department', 'scanner', 'viewPosition', 'portable', 'patientSex', 'reportedBy'],
] as const satisfies readonly Stratifier[];

/** Levels of a category that are told apart; later ones count as one, as rare ones do anyway. */
const MOST_LEVELS = 10_000;

/** Any number, always the same: asking again deals the same folds. */
const SEED = 20_240_117;

/** What the score adds to metadata. */
export async function answerAddedAuc(
  db: Db,
  snapshot: Snapshot,
  { model, finding }: AnalysisParameters<'added-auc'>,
  progress: Progress,
): Promise<AddedAucAnswer> {
  const cases = growingCases();
  const reading = labelledCases(findingOf(await findSubject(db, model), finding));
  const of = await readAll<LabelledRow>(snapshot, reading, progress, cases.take);
  return { of, ...(await computeApart('added-auc', cases.read(), progress.signal)) };
}

function growingCases() {
  const [logits, truths, patients, ids, ages] = [growing(), growing(), growing(), growing(), growing()];
  const categories = CATEGORIES.map((name) => ({ name, codes: growing(), places: new Map<string, number>() }));
  let chosen: ((key: number) => boolean) | undefined;
  return {
    take(row: LabelledRow, total: number): void {
      const [caseId, patient, logit, truth, ...rest] = row;
      const key = patientKey(caseId);
      chosen ??= sampleOf(total, MOST_CASES);
      if (!chosen(key)) return;
      const instance = acquisitionOf(rest);
      const strata = strataOf(instance);
      for (const { name, codes, places } of categories) {
        const place = places.get(strata[name]) ?? Math.min(places.size, MOST_LEVELS);
        if (place < MOST_LEVELS) places.set(strata[name], place);
        codes.push(place);
      }
      logits.push(clampLogit(logit));
      truths.push(truth);
      patients.push(groupKey(patient, caseId));
      ids.push(key);
      ages.push(instance.patientAge ?? Number.NaN);
    },
    read: (): AddedCases => ({
      categories: categories.map(({ name, codes, places }) => ({
        name,
        codes: Uint16Array.from(codes.values()),
        levels: places.size < MOST_LEVELS ? [...places.keys()] : [...places.keys(), 'others'],
      })),
      ages: ages.values(),
      patients: Uint32Array.from(patients.values()),
      cases: Uint32Array.from(ids.values()),
      logits: logits.values(),
      truths: Uint8Array.from(truths.values()),
      seed: SEED,
    }),
  };
}

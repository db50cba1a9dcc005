import { rowsHash } from './predictionRecord';
import type { TrailEntry } from './trailEntry';

/** Results and labels that were sent, of one batch. `results`: [prediction, instance, version, finding, logit, probability]. */
export type ImportedBatch = {
  actor: string;
  at: Date;
  importId: string | null;
  results: readonly (readonly [string, string, string, string, number, number])[];
  /** [instance, finding, value]. */
  truths: readonly (readonly [string, string, number])[];
};

/** Instances that are named as subjects; of a larger batch only its versions and its import are. */
const MOST_SUBJECTS = 100;

/** A batch of predictions that were made elsewhere, as one record; null when nothing of it is new. */
export function importRecord({ actor, at, importId, results, truths }: ImportedBatch): TrailEntry | null {
  if (results.length + truths.length === 0) return null;
  const instances = [...new Set([...results.map((row) => row[1]), ...truths.map((row) => row[0])])];
  const versions = [...new Set(results.map((row) => row[2]))];
  return {
    ...{ kind: 'prediction:imported', at, actor },
    subjects: [
      ...versions.map((id) => `version:${id}`),
      ...(importId === null ? [] : [`import:${importId}`]),
      ...(instances.length > MOST_SUBJECTS ? [] : instances.map((id) => `instance:${id}`)),
    ],
    body: {
      ...{ importId, instances: instances.length, results: results.length, truths: truths.length },
      ...{ resultsSha256: rowsHash(results), truthsSha256: rowsHash(truths) },
    },
  };
}

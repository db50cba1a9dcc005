import { murmur3, patientKey } from '@/server/stats/murmur3';

/** A seed of its own, so that the sample has nothing to do with the draws of the bootstrap and the folds. */
const SEED = 0x5eed;

/**
 * Which of `total` keys belong to a sample of about `most`: the same ones every time, by a hash of the key; all of them
 * where there are no more. A key is a patient or a case.
 */
export function sampleOf(total: number, most: number): (key: number) => boolean {
  if (total <= most) return () => true;
  const below = (most / total) * 2 ** 32;
  return (key) => murmur3([key], SEED) < below;
}

/** Key of the patient of a case; a case without one is a patient of its own. */
export const groupKey = (patient: string | null, caseId: string): number => patientKey(patient ?? `case ${caseId}`);

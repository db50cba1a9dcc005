import { clusterMeans } from '@/server/stats/clusterMeans';
import { studentMeanInterval } from '@/server/stats/studentMeanInterval';

export type Estimate = { value: number; low: number | null; high: number | null };

export type PatientMean = Estimate & { patients: number };

/**
 * Mean over patients, each counting once with the mean of their images, and Student's 95 % interval over them: images of
 * one patient look alike, and counted singly would make it too narrow. Values that are NaN are not defined and left out.
 * Null without a value.
 * @throws RangeError `clusters: …` if the lengths differ
 */
export function patientMean(values: ArrayLike<number>, patients: ArrayLike<number>): PatientMean | null {
  if (values.length !== patients.length) throw new RangeError(`clusters: ${patients.length}, values: ${values.length}`);
  const told = Array.from(values).flatMap((value, i) => (Number.isNaN(value) ? [] : [i]));
  if (told.length === 0) return null;
  const moments = clusterMeans(
    told.map((i) => values[i] ?? 0),
    told.map((i) => patients[i] ?? 0),
  );
  return { ...studentMeanInterval(moments), patients: moments.n };
}

/** The same for shares, 0–1, whose interval ends there. */
export function patientShare(values: ArrayLike<number>, patients: ArrayLike<number>): PatientMean | null {
  const mean = patientMean(values, patients);
  if (mean === null || mean.low === null || mean.high === null) return mean;
  return { ...mean, low: Math.max(0, mean.low), high: Math.min(1, mean.high) };
}

import type { Interval } from './aucInterval';
import { poissonWeight } from './poissonWeight';

/** Patients under which no interval is given (SCIENCE §4.1). */
export const MIN_PATIENTS = 30;

/** `estimates`: of the replicates that gave one, ascending. */
export type BootstrapInterval = Interval & { standardError: number; estimates: Float64Array };

/**
 * Patient-clustered Poisson bootstrap: 95 % percentile interval and standard error of any statistic, for data in which
 * patients have several images, which makes formulas for independent cases too narrow. `patients`: key of every case
 * (`patientKey`); `statistic`: the figure with case i counted `weights[i]` times (whole numbers, the array is reused
 * between calls), null where it cannot be made. Patients, not images, are drawn, with `poissonWeight`: the same data,
 * seed and number of replicates give the same interval in any order of the cases. Null under `MIN_PATIENTS`, or when
 * under nine tenths of the replicates gave a figure. 200 replicates are enough for the standard error (± 5 %); for a
 * printed interval take 1,000. O(replicates · (cases + statistic)).
 *
 * Source: Field, Welsh, J R Stat Soc B 2007; 69:369 (clusters); Hanley, MacGibbon 2006 (Poisson); Efron 1979.
 * @throws RangeError `replicates: …` unless a whole number from 2
 */
export function patientBootstrap(
  patients: ArrayLike<number>,
  statistic: (weights: Uint8Array) => number | null,
  { replicates = 200, seed }: { replicates?: number; seed: number },
): BootstrapInterval | null {
  if (!(Number.isInteger(replicates) && replicates >= 2)) throw new RangeError(`replicates: ${replicates}`);
  const places = new Map<number, number>();
  const placeOf = Uint32Array.from(patients, (patient) => {
    const place = places.get(patient) ?? places.size;
    places.set(patient, place);
    return place;
  });
  if (places.size < MIN_PATIENTS) return null;
  const weightOf = new Uint8Array(places.size);
  const weights = new Uint8Array(placeOf.length);
  const found: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    for (const [patient, place] of places) weightOf[place] = poissonWeight(patient, replicate, seed);
    for (const [i, place] of placeOf.entries()) weights[i] = weightOf[place] ?? 0;
    const estimate = statistic(weights);
    if (estimate !== null && Number.isFinite(estimate)) found.push(estimate);
  }
  return found.length < 0.9 * replicates ? null : percentileInterval(Float64Array.from(found).sort());
}

/**
 * Percentile interval (2.5 and 97.5 %, type 7) and standard deviation (n − 1) of replicates, ascending, two or more; for
 * sums that were weighted with `poissonWeight` as they came in. Source: Hyndman, Fan, Am Stat 1996; 50:361.
 * @throws RangeError `estimates: …` under two
 */
export function percentileInterval(estimates: Float64Array): BootstrapInterval {
  const n = estimates.length;
  if (n < 2) throw new RangeError(`estimates: ${n}`);
  const mean = estimates.reduce((sum, value) => sum + value, 0) / n;
  const squares = estimates.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const quantile = (probability: number): number => {
    const place = probability * (n - 1);
    const below = estimates[Math.floor(place)] ?? Number.NaN;
    return below + (place % 1) * ((estimates[Math.ceil(place)] ?? Number.NaN) - below);
  };
  return { low: quantile(0.025), high: quantile(0.975), standardError: Math.sqrt(squares / (n - 1)), estimates };
}

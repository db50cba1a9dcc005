import { murmur3 } from './murmur3';

/** P(weight ≤ k) of a Poisson distribution of mean 1 in units of 2⁻³²; 13 and more do not occur in 2³² draws. */
const LIMITS = Array.from({ length: 13 }, (_, most) => {
  let [term, sum] = [Math.exp(-1), Math.exp(-1)];
  for (let k = 1; k <= most; k++) {
    term /= k;
    sum += term;
  }
  return sum * 2 ** 32;
});

/**
 * How often a patient is drawn in one replicate of the bootstrap: a Poisson number of mean 1, made from a hash of
 * patient, replicate and seed. All cases of a patient get the same weight, wherever and whenever they are counted, so
 * weighted sums of parts add up to those of the whole. `patient`: 32-bit key (`patientKey`). 0 to 13. O(1).
 *
 * Source: Hanley, MacGibbon, Comput Methods Programs Biomed 2006; 83:57; Chamandy et al., Google technical report 2012.
 */
export function poissonWeight(patient: number, replicate: number, seed: number): number {
  const draw = murmur3([patient, replicate], seed);
  let weight = 0;
  while (weight < LIMITS.length && draw >= (LIMITS[weight] ?? 0)) weight++;
  return weight;
}

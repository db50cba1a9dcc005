import { foldsByGroup } from '@/server/stats/foldsByGroup';
import { FALLBACK_RIDGE, fitLogistic, linearPredictor } from '@/server/stats/logisticRegression';
import type { Design } from './projectedDesign';

/** Cases of `classes` classes: `codes` 0 to `classes` − 1. */
export type ClassRows = Design & { codes: Uint16Array; classes: number; patients: Uint32Array };

/**
 * `folds`: the fold of each case. `scores`: Float64Array [n, classes], logit of each class against the rest by the fit
 * that has not seen the case, and `odds` [folds, classes] the log odds of the class among the cases of that fit; NaN
 * where a fold could not be fitted.
 */
export type HeldOut = { folds: Uint8Array; scores: Float64Array; odds: Float64Array };

export const FOLDS = 5;

/**
 * One against the rest by logistic regression with a ridge of 1 on standardised columns, cross-validated with all cases
 * of a patient in one fold. Two classes need one fit a fold. O(folds · classes · n · columns²) a Newton step.
 * @throws RangeError as `foldsByGroup` and `fitLogistic`
 */
export function heldOutScores(rows: ClassRows, seed: number): HeldOut {
  const { codes, classes, patients } = rows;
  const folds = foldsByGroup(
    patients,
    codes.map((code) => (code === rarest(codes, classes) ? 1 : 0)),
    { folds: FOLDS, seed },
  );
  const scores = new Float64Array(codes.length * classes).fill(Number.NaN);
  const odds = new Float64Array(FOLDS * classes).fill(Number.NaN);
  for (let fold = 0; fold < FOLDS; fold++) {
    const training = withoutFold(rows, folds, fold);
    for (let k = classes === 2 ? 1 : 0; k < classes; k++) {
      const positives = training.codes.map((code) => (code === k ? 1 : 0));
      const negatives = positives.map((one) => 1 - one);
      const fit = fitLogistic({ ...training, positives, negatives }, FALLBACK_RIDGE);
      if (fit === null) continue;
      const count = positives.reduce((sum, one) => sum + one, 0);
      odds[fold * classes + k] = Math.log(count / (positives.length - count));
      if (classes === 2) odds[fold * classes] = -(odds[fold * classes + 1] ?? 0);
      for (const [row, own] of folds.entries()) {
        if (own !== fold) continue;
        const eta = linearPredictor(rows, row, fit.coefficients);
        scores[row * classes + k] = eta;
        if (classes === 2) scores[row * classes] = -eta;
      }
    }
  }
  return { folds, scores, odds };
}

/** The class with fewest cases: folds are dealt so that each has some. */
function rarest(codes: Uint16Array, classes: number): number {
  const counts = Array.from({ length: classes }, () => 0);
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts.indexOf(Math.min(...counts));
}

function withoutFold({ design, columns, codes }: ClassRows, folds: Uint8Array, left: number) {
  const kept = Array.from(folds.keys()).filter((row) => folds[row] !== left);
  const part = new Float64Array(kept.length * columns);
  for (const [place, row] of kept.entries()) {
    part.set(design.subarray(row * columns, (row + 1) * columns), place * columns);
  }
  return { design: part, columns, codes: Uint16Array.from(kept, (row) => codes[row] ?? 0) };
}

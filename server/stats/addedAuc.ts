import { type AucDifference, aucDifference } from './aucDifference';
import { type CaseRows, type CrossValidatedAuc, crossValidatedAuc } from './crossValidatedAuc';
import { pairedAucTest } from './pairedAucTest';

/** `added`: AUC of the wide design − AUC of the narrow one. */
export type AddedAuc = { added: AucDifference; without: CrossValidatedAuc; withAll: CrossValidatedAuc };

/**
 * What columns add: cross-validated AUC with metadata and the model's logit, less that with metadata alone, over the
 * same folds: what the image adds to knowing who, where and how (SCIENCE §0a.14). The difference is the mean of the
 * folds' differences, its variance Σ DeLong's paired variance of the folds ÷ folds²; normal interval and p. Both
 * designs are over the same cases in the same order; the narrow columns are usually the first of the wide ones. Images
 * are treated as independent, and the fits as given. Null where either AUC is. Cost of two `crossValidatedAuc`.
 *
 * Source: as `crossValidatedAuc` and `pairedAucTest`.
 * @throws RangeError `design: …` unless the wide one has as many rows, and as `crossValidatedAuc`
 */
export function addedAuc(
  narrow: CaseRows,
  wide: Pick<CaseRows, 'design' | 'columns'>,
  options: { folds?: number; seed: number },
): AddedAuc | null {
  const [without, withAll] = [crossValidatedAuc(narrow, options), crossValidatedAuc({ ...narrow, ...wide }, options)];
  if (without === null || withAll === null) return null;
  const differences = Array.from(new Set(without.folds)).flatMap((fold) => {
    const own = Array.from(without.folds.keys()).filter(
      (row) => without.folds[row] === fold && !Number.isNaN(without.scores[row]) && !Number.isNaN(withAll.scores[row]),
    );
    const pick = (values: ArrayLike<number>) => Float64Array.from(own, (row) => values[row] ?? Number.NaN);
    const test = pairedAucTest(pick(withAll.scores), pick(without.scores), pick(narrow.truths));
    return test === null ? [] : [test];
  });
  if (differences.length === 0) return null;
  const value = differences.reduce((sum, test) => sum + test.value, 0) / differences.length;
  const variance = differences.some((test) => test.variance === null)
    ? null
    : differences.reduce((sum, test) => sum + (test.variance ?? 0), 0) / differences.length ** 2;
  return { added: aucDifference(value, variance, Number.POSITIVE_INFINITY), without, withAll };
}

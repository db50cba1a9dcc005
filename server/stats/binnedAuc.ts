/** Counts of scores per bin, lowest scores first: whole numbers, none negative. */
export type ScoreCounts = ArrayLike<number>;

/**
 * `value`: 0–1; null without a positive or a negative. `errorBound`: by how much at most `value` differs from the AUC
 * of the unbinned scores. `variance`: DeLong's, null under two of either kind.
 */
export type BinnedAuc = {
  value: number | null;
  errorBound: number | null;
  variance: number | null;
  positives: number;
  negatives: number;
};

/**
 * Area under the ROC curve from two histograms over the same bins: the chance that a positive scores above a negative,
 * ties half. A pair inside one bin counts half whatever its order, so the error is at most Σ P_b N_b / 2PN. The variance
 * is DeLong's (Biometrics 1988; 44:837) with bins as midranks: S10/P + S01/N with sample variances (n − 1) of the
 * placements. One pass, O(bins) (SCIENCE §4.0).
 * @throws RangeError `bins: …` if the lengths differ, `count: …` for one that is negative or not whole
 */
export function binnedAuc(positives: ScoreCounts, negatives: ScoreCounts): BinnedAuc {
  if (positives.length !== negatives.length) throw new RangeError(`bins: ${positives.length}, ${negatives.length}`);
  const [p, n] = [total(positives), total(negatives)];
  const none = { value: null, errorBound: null, variance: null, positives: p, negatives: n };
  if (p === 0 || n === 0) return none;
  const placements = placementSums(positives, negatives, p, n);
  const value = placements.above / p;
  const variance =
    p < 2 || n < 2
      ? null
      : sampleVariance(placements.aboveSquared, value, p) / p + sampleVariance(placements.belowSquared, value, n) / n;
  return { ...none, value, errorBound: placements.tied / (2 * p * n), variance };
}

/** Sums of placements: of positives among negatives (Σ v10, Σ v10²) and of negatives (Σ v01²), and of tied pairs. */
function placementSums(positives: ScoreCounts, negatives: ScoreCounts, p: number, n: number) {
  let [lowerPositives, lowerNegatives] = [0, 0];
  const sums = { above: 0, aboveSquared: 0, belowSquared: 0, tied: 0 };
  for (let bin = 0; bin < positives.length; bin++) {
    const [inP, inN] = [positives[bin] ?? 0, negatives[bin] ?? 0];
    const v10 = (lowerNegatives + inN / 2) / n;
    const v01 = 1 - (lowerPositives + inP / 2) / p;
    sums.above += inP * v10;
    sums.aboveSquared += inP * v10 * v10;
    sums.belowSquared += inN * v01 * v01;
    sums.tied += inP * inN;
    lowerPositives += inP;
    lowerNegatives += inN;
  }
  return sums;
}

const sampleVariance = (sumOfSquares: number, mean: number, n: number): number =>
  Math.max(0, (sumOfSquares - n * mean * mean) / (n - 1));

function total(counts: ScoreCounts): number {
  let sum = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    const count = counts[bin] ?? 0;
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`count: ${count}`);
    sum += count;
  }
  return sum;
}

import { fromLogitFixedPoint } from '@/server/rollup/fixedPoint';
import { LOGIT_BINS } from '@/server/stats/logitBins';
import { mergeCounts } from '@/server/stats/mergeCounts';
import type { Moments } from '@/server/stats/moments';
import type { CellSums } from './cellSums';

/** The scores of cases with one truth: counts in the 512 bins of the logit, and the moments of the logit. */
export type TruthScores = { counts: Float64Array; moments: Moments };

export type LabelledScores = { positive: TruthScores; negative: TruthScores };

/**
 * The scores behind sums of cells, by truth. Null while they are not the scores of the counted labels: cells from before
 * a migration, until the worker has made them anew.
 */
export function labelledScores(sums: CellSums): LabelledScores | null {
  const positive = scoresOf(sums.positiveScores, sums.positives, sums.sumPositiveLogit, sums.sumPositiveLogitSquared);
  const negative = scoresOf(sums.negativeScores, sums.negatives, sums.sumNegativeLogit, sums.sumNegativeLogitSquared);
  return positive === null || negative === null ? null : { positive, negative };
}

/** Scores of several strata together; null while any is being recounted. */
export function mergeScores(strata: readonly (LabelledScores | null)[]): LabelledScores | null {
  const known = strata.flatMap((scores) => scores ?? []);
  if (known.length < strata.length) return null;
  const [positive, negative] = [known.map((scores) => scores.positive), known.map((scores) => scores.negative)];
  return { positive: merge(positive), negative: merge(negative) };
}

function merge(parts: TruthScores[]): TruthScores {
  const sum = (of: (moments: Moments) => number): number => parts.reduce((all, { moments }) => all + of(moments), 0);
  return {
    counts: parts.length === 0 ? new Float64Array(LOGIT_BINS) : mergeCounts(parts.map(({ counts }) => counts)),
    moments: { n: sum(({ n }) => n), sum: sum((m) => m.sum), sumOfSquares: sum((m) => m.sumOfSquares) },
  };
}

function scoresOf(text: string, n: number, sum: number, squares: number): TruthScores | null {
  const counts = countsOf(text);
  if (counts.some((count) => count < 0) || counts.reduce((total, count) => total + count, 0) !== n) return null;
  return { counts, moments: { n, sum: fromLogitFixedPoint(sum), sumOfSquares: fromLogitFixedPoint(squares) } };
}

/** Adds up bin,count,bin,count…: Float64Array [LOGIT_BINS]. Read by character: overviews hold a million numbers. */
export function countsOf(text: string): Float64Array {
  const counts = new Float64Array(LOGIT_BINS);
  let [bin, value, sign] = [-1, 0, 1];
  for (let i = 0; i <= text.length && text.length > 0; i++) {
    const code = text.charCodeAt(i);
    if (code === 45) sign = -1;
    else if (code >= 48 && code <= 57) value = value * 10 + (code - 48);
    else {
      if (bin < 0) bin = value;
      else {
        counts[bin] = (counts[bin] ?? 0) + sign * value;
        bin = -1;
      }
      [value, sign] = [0, 1];
    }
  }
  return counts;
}

/**
 * Scores as a table: distinct `values`, ascending, and how many positives and negatives have each (whole numbers).
 * Single scores and histograms both fit, so a figure is one function for both; of a histogram each bin stands at one
 * value (`tallyOfBins`).
 */
export type ScoreTally = { values: Float64Array; positives: Float64Array; negatives: Float64Array };

/**
 * Tally of single scores, equal ones together. Either side may be empty. O(n log n) by sorting; 24 bytes a value.
 * @throws RangeError `score: …` for one that is not finite
 */
export function scoreTally(positives: ArrayLike<number>, negatives: ArrayLike<number>): ScoreTally {
  const [one, other] = [positives, negatives].map((scores) => Float64Array.from(scores).sort());
  if (one === undefined || other === undefined) throw new RangeError('scores: none');
  const size = one.length + other.length;
  const tally = {
    values: new Float64Array(size),
    positives: new Float64Array(size),
    negatives: new Float64Array(size),
  };
  let [i, j, distinct] = [0, 0, 0];
  while (i < one.length || j < other.length) {
    const value = Math.min(one[i] ?? Number.POSITIVE_INFINITY, other[j] ?? Number.POSITIVE_INFINITY);
    if (!Number.isFinite(value)) throw new RangeError(`score: ${value}`);
    const [firstPositive, firstNegative] = [i, j];
    while (one[i] === value) i++;
    while (other[j] === value) j++;
    tally.values[distinct] = value;
    tally.positives[distinct] = i - firstPositive;
    tally.negatives[distinct] = j - firstNegative;
    distinct++;
  }
  return {
    values: tally.values.slice(0, distinct),
    positives: tally.positives.slice(0, distinct),
    negatives: tally.negatives.slice(0, distinct),
  };
}

/**
 * How many positives and negatives a tally holds. O(values).
 * @throws RangeError `tally: …` if lengths differ, `value: …` unless ascending and finite, `count: …` for one that is
 * negative or not whole
 */
export function tallyTotals({ values, positives, negatives }: ScoreTally): { positives: number; negatives: number } {
  if (positives.length !== values.length || negatives.length !== values.length) {
    throw new RangeError(`tally: ${values.length}, ${positives.length}, ${negatives.length}`);
  }
  const totals = { positives: 0, negatives: 0 };
  let before = Number.NEGATIVE_INFINITY;
  for (const [i, value] of values.entries()) {
    if (!(value > before && value < Number.POSITIVE_INFINITY)) throw new RangeError(`value: ${value} after ${before}`);
    const [p, n] = [positives[i] ?? 0, negatives[i] ?? 0];
    for (const count of [p, n]) if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`count: ${count}`);
    totals.positives += p;
    totals.negatives += n;
    before = value;
  }
  return totals;
}

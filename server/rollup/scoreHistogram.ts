/** A change of a score histogram: by how much the count of a bin changes. */
export type ScoreHistogram = ReadonlyMap<number, number>;

export const NO_SCORES: ScoreHistogram = new Map();

/** The sum of two; a bin whose changes cancel is left out. */
export function addHistograms(one: ScoreHistogram, other: ScoreHistogram): ScoreHistogram {
  const sum = new Map(one);
  for (const [bin, change] of other) {
    const count = (sum.get(bin) ?? 0) + change;
    if (count === 0) sum.delete(bin);
    else sum.set(bin, count);
  }
  return sum;
}

/** As a cell holds it: bin, count, bin, count … in the order of the bins, without zeros. */
export const toPairs = (histogram: ScoreHistogram): number[] =>
  [...histogram]
    .filter(([, count]) => count !== 0)
    .sort(([a], [b]) => a - b)
    .flat();

import { FOLDS, type HeldOut } from './heldOutScores';

/** What held-out scores tell of classes, with case i counted `weights[i]` times; null where nothing could be told. */
export type ClassFigures = {
  /** Mean over classes of the mean over folds of the AUC of one against the rest. */
  auc(weights: ArrayLike<number>): number | null;
  /** Mean over classes of the share of their cases that is told right, each class as likely beforehand. */
  balancedAccuracy(weights: ArrayLike<number>): number | null;
};

/** Cases are put in order once, so that a bootstrap may weigh them often. */
export function classFigures(held: HeldOut, codes: Uint16Array, classes: number): ClassFigures {
  const orders = ordersOf(held, classes);
  const told = toldClasses(held, codes.length, classes);
  return {
    auc(weights) {
      const means = orders.map((folds, k) => {
        const aucs = folds.flatMap((order) => weightedAuc(order, held.scores, codes, { k, classes }, weights) ?? []);
        return aucs.length === 0 ? null : mean(aucs);
      });
      const known = means.filter((value) => value !== null);
      return known.length < classes ? null : mean(known);
    },
    balancedAccuracy(weights) {
      const [right, all] = [new Float64Array(classes), new Float64Array(classes)];
      for (const [i, code] of codes.entries()) {
        if (told[i] === NOT_TOLD) continue;
        const weight = weights[i] ?? 0;
        all[code] = (all[code] ?? 0) + weight;
        if (told[i] === code) right[code] = (right[code] ?? 0) + weight;
      }
      return all.includes(0) ? null : mean(Array.from(right, (hits, k) => hits / (all[k] ?? 1)));
    },
  };
}

const NOT_TOLD = 65_535;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** By class and fold the cases of the fold, lowest score of the class first. */
function ordersOf({ folds, scores }: HeldOut, classes: number): number[][][] {
  return Array.from({ length: classes }, (_, k) => {
    const score = (row: number): number => scores[row * classes + k] ?? Number.NaN;
    return Array.from({ length: FOLDS }, (__, fold) =>
      Array.from(folds.keys())
        .filter((row) => folds[row] === fold && !Number.isNaN(score(row)))
        .sort((a, b) => score(a) - score(b)),
    );
  });
}

/** Share of weighted pairs in which the case of the class scores higher, ties half; null without a case of either. */
function weightedAuc(
  order: readonly number[],
  scores: Float64Array,
  codes: Uint16Array,
  { k, classes }: { k: number; classes: number },
  weights: ArrayLike<number>,
): number | null {
  let [below, positives, above] = [0, 0, 0];
  for (let start = 0; start < order.length; ) {
    const value = scores[(order[start] ?? 0) * classes + k];
    let [own, other, end] = [0, 0, start];
    for (; end < order.length && scores[(order[end] ?? 0) * classes + k] === value; end++) {
      const row = order[end] ?? 0;
      if (codes[row] === k) own += weights[row] ?? 0;
      else other += weights[row] ?? 0;
    }
    above += own * (below + other / 2);
    positives += own;
    below += other;
    start = end;
  }
  return positives === 0 || below === 0 ? null : above / (positives * below);
}

/** The most likely class of each case had all been as frequent. */
function toldClasses({ folds, scores, odds }: HeldOut, n: number, classes: number): Uint16Array {
  return Uint16Array.from({ length: n }, (_, row) => {
    const fold = folds[row] ?? 0;
    const lifts = Array.from(
      { length: classes },
      (__, k) => (scores[row * classes + k] ?? Number.NaN) - (odds[fold * classes + k] ?? Number.NaN),
    );
    return lifts.some(Number.isNaN) ? NOT_TOLD : lifts.indexOf(Math.max(...lifts));
  });
}

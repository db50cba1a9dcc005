/**
 * P(X ≥ `hits`) of a hypergeometric X: of `total` cases `marked` bear a mark, `drawn` are drawn without putting back. It
 * is the one-sided p-value of Fisher's exact test of the table hits, drawn − hits, marked − hits, the rest: whether the
 * mark is more frequent among the drawn than among the others. Probabilities are taken relative to the most likely number
 * and divided by their sum, so that no factorial is rounded; relative error about 1e-13. O(min(drawn, marked)).
 *
 * Source: Fisher, Statistical Methods for Research Workers, 1934, §21.02; Agresti, Categorical Data Analysis, §3.5.
 * @throws RangeError `count: …` unless whole and not negative, `drawn, marked: …` over `total`, `hits: …` over either
 */
export function hypergeometricTail(hits: number, drawn: number, marked: number, total: number): number {
  for (const count of [hits, drawn, marked, total]) {
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`count: ${count}`);
  }
  if (drawn > total || marked > total) throw new RangeError(`drawn, marked: ${drawn}, ${marked} of ${total}`);
  const [least, most] = [Math.max(0, drawn + marked - total), Math.min(drawn, marked)];
  if (hits > most) throw new RangeError(`hits: ${hits}, at most ${most}`);
  if (hits <= least) return 1;
  const mode = Math.min(most, Math.max(least, Math.floor(((drawn + 1) * (marked + 1)) / (total + 2))));
  /** P(x + 1) / P(x). */
  const ratio = (x: number): number => ((drawn - x) * (marked - x)) / ((x + 1) * (total - drawn - marked + x + 1));
  let [below, above] = [0, 0];
  const count = (x: number, weight: number): void => {
    if (x >= hits) above += weight;
    else below += weight;
  };
  count(mode, 1);
  for (let x = mode, weight = 1; x < most && weight > 0; x++) {
    weight *= ratio(x);
    count(x + 1, weight);
  }
  for (let x = mode, weight = 1; x > least && weight > 0; x--) {
    weight /= ratio(x - 1);
    count(x - 1, weight);
  }
  return above / (above + below);
}

import { incompleteBeta } from './incompleteBeta';
import type { Proportion } from './wilsonInterval';

/**
 * Share `hits / n` with Clopper and Pearson's 95 % interval ("exact"): the shares that neither tail of the binomial
 * distribution rejects at 2.5 %. It holds the truth in at least 95 % of samples, usually more, so it is wider than
 * Wilson's; for the few counts where a guarantee is asked for. Limits are quantiles of beta distributions,
 * B(.025; hits, n − hits + 1) and B(.975; hits + 1, n − hits), found by halving. Null when n is 0. About 1e-13; O(1).
 *
 * Source: Clopper, Pearson, Biometrika 1934; 26:404; Newcombe, Stat Med 1998; 17:857, method 5.
 * @throws RangeError `hits: …` when negative, more than n or not whole
 */
export function clopperPearsonInterval(hits: number, n: number): Proportion | null {
  if (!(Number.isInteger(hits) && Number.isInteger(n) && hits >= 0 && hits <= n)) {
    throw new RangeError(`hits: ${hits} of ${n}`);
  }
  if (n === 0) return null;
  return {
    value: hits / n,
    low: hits === 0 ? 0 : betaQuantile(0.025, hits, n - hits + 1),
    high: hits === n ? 1 : betaQuantile(0.975, hits + 1, n - hits),
    hits,
    n,
  };
}

/** Where the beta distribution function reaches `probability`; 60 halvings leave 1e-18. */
function betaQuantile(probability: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

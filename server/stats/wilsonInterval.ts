import type { Interval } from './aucInterval';
import { Z_95 } from './z95';

/** A share of `n` with its 95 % interval, all 0–1. */
export type Proportion = Interval & { value: number; hits: number; n: number };

/**
 * Share `hits / n` with Wilson's 95 % score interval, without continuity correction: all shares π with
 * |hits/n − π| ≤ 1.96 √(π (1 − π) / n), so it is never empty and never leaves 0–1, also at 0 of n and n of n.
 * Cases are treated as independent. Null when n is 0. O(1).
 *
 * Source: Wilson, J Am Stat Assoc 1927; 22:209; Newcombe, Stat Med 1998; 17:857, method 3.
 * @throws RangeError `hits: …` when negative, more than n or not a number
 */
export function wilsonInterval(hits: number, n: number): Proportion | null {
  if (!(hits >= 0 && hits <= n)) throw new RangeError(`hits: ${hits} of ${n}`);
  if (n === 0) return null;
  const share = hits / n;
  const scale = 1 + Z_95 ** 2 / n;
  const centre = (share + Z_95 ** 2 / (2 * n)) / scale;
  const half = (Z_95 * Math.sqrt((share * (1 - share)) / n + Z_95 ** 2 / (4 * n * n))) / scale;
  return {
    value: share,
    // At the ends one limit is the share itself by algebra; rounding must not put it 1e-18 beside.
    low: hits === 0 ? 0 : centre - half,
    high: hits === n ? 1 : centre + half,
    hits,
    n,
  };
}

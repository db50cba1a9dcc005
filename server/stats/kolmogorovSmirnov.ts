import type { ScoreCounts } from './binnedAuc';

/** `distance`: 0–1. `p`: 0–1, of no difference. `exact`: from all arrangements, else from the limit distribution. */
export type KolmogorovSmirnov = { distance: number; p: number; exact: boolean };

/** Up to this product of the two sizes p is exact (R's rule). */
const EXACT_PRODUCT = 10_000;

/**
 * Kolmogorov and Smirnov's two-sample test, two-sided: the greatest distance of the two distribution functions, from
 * counts over the same ascending bins or distinct values (`scoreTally`). From bins the distance is at most too small,
 * by no more than the largest share in a bin. `p`: for n·m up to 10,000 exact, the share of arrangements of the pooled
 * values that are at least as far apart, ties kept; beyond, Smirnov's limit Q(D √(nm / (n + m))), which ties make
 * conservative. Values are treated as independent. Null when either is empty. O(bins), and O(n·m) when exact.
 *
 * Source: Smirnov 1939; Hodges, Ark Mat 1958; 3:469; Schröer, Trenkler, Comput Stat Data Anal 1995; 20:185 (ties).
 * @throws RangeError `bins: …` if the lengths differ, `count: …` for one that is negative or not whole
 */
export function kolmogorovSmirnov(one: ScoreCounts, other: ScoreCounts): KolmogorovSmirnov | null {
  if (one.length !== other.length) throw new RangeError(`bins: ${one.length}, ${other.length}`);
  const [n, m] = [total(one), total(other)];
  if (n === 0 || m === 0) return null;
  // |i/n − j/m| as the whole number |i·m − j·n|, so that equal distances are equal.
  let [i, j, widest] = [0, 0, 0];
  for (let bin = 0; bin < one.length; bin++) {
    i += one[bin] ?? 0;
    j += other[bin] ?? 0;
    widest = Math.max(widest, Math.abs(i * m - j * n));
  }
  const distance = widest / (n * m);
  const exact = n * m <= EXACT_PRODUCT;
  const p = exact ? exactTail(one, other, widest) : smirnovTail(distance * Math.sqrt((n * m) / (n + m)));
  return { distance, p, exact };
}

/**
 * Share of the orders of n + m pooled values whose distance reaches `widest` ÷ nm, by the chance that a random order
 * passes through (i, j) without having reached it; only the ends of groups of equal values count as places to look.
 */
function exactTail(one: ScoreCounts, other: ScoreCounts, widest: number): number {
  if (widest === 0) return 1;
  const [n, m] = [total(one), total(other)];
  const ends = new Set<number>();
  for (let bin = 0, pooled = 0; bin < one.length; bin++) {
    pooled += (one[bin] ?? 0) + (other[bin] ?? 0);
    ends.add(pooled);
  }
  // under[j]: chance of being at (i, j) after i + j values and never having reached the distance.
  const under = new Float64Array(m + 1);
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      const left = n + m - i - j + 1;
      const fromOne = i === 0 ? 0 : ((under[j] ?? 0) * (n - i + 1)) / left;
      const fromOther = j === 0 ? 0 : ((under[j - 1] ?? 0) * (m - j + 1)) / left;
      const reached = ends.has(i + j) && Math.abs(i * m - j * n) >= widest;
      under[j] = reached ? 0 : i + j === 0 ? 1 : fromOne + fromOther;
    }
  }
  return Math.min(1, Math.max(0, 1 - (under[m] ?? 0)));
}

/** P(K ≥ x) of Kolmogorov's distribution; of its two series the one that converges fast (they meet near 1). */
function smirnovTail(x: number): number {
  if (x <= 0) return 1;
  const terms = Array.from({ length: 20 }, (_, index) => index + 1);
  if (x < 1) {
    const below = terms.reduce((sum, k) => sum + Math.exp(-(((2 * k - 1) * Math.PI) ** 2) / (8 * x * x)), 0);
    return 1 - (Math.sqrt(2 * Math.PI) / x) * below;
  }
  return Math.min(1, 2 * terms.reduce((sum, k) => sum + (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * x * x), 0));
}

function total(counts: ScoreCounts): number {
  return Array.from(counts).reduce((sum, count) => {
    if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`count: ${count}`);
    return sum + count;
  }, 0);
}

import type { ScoreCounts } from './binnedAuc';
import { mergeCounts } from './mergeCounts';

/** Coarse bins of the score, and cases per bin and site under which the figure is not told (SCIENCE §4.1, 9). */
export const INFORMATION_BINS = 16;
export const MIN_PER_INFORMATION_BIN = 50;

/** Bits. `corrected` may be negative, and is on average 0 where the score carries nothing. `n`: cases. */
export type ConditionalMutualInformation = { plugIn: number; corrected: number; n: number };

/**
 * Conditional mutual information I(score; site | truth) in bits: how much a score tells about the site (or any
 * acquisition attribute) beyond what the truth tells. Σ_y n_y / n · I_y, I_y = Σ p(b, s) log₂ p(b, s) / (p(b) p(s)) over
 * the cases of truth y; 0 to log₂ of the number of sites. `plugIn` is that, and too high by chance alone: `corrected`
 * takes (B′_y − 1)(S′_y − 1) / (2 n ln 2) off for each truth, B′ and S′ its bins and sites with cases (Miller, Madow
 * 1955; Panzeri, Treves, Network 1996; 7:87; SCIENCE §4.1). Null without cases. O(truths · sites · bins).
 * @param strata by truth, then by site: counts over the same bins (`coarseBins` to 16); one truth only is allowed
 * @throws RangeError `bins: …` if the lengths differ, `count: …` for one that is negative or not whole
 */
export function conditionalMutualInformation(
  strata: readonly (readonly ScoreCounts[])[],
): ConditionalMutualInformation | null {
  const parts = strata.map(informationOf);
  const n = parts.reduce((sum, part) => sum + part.n, 0);
  if (n === 0) return null;
  const plugIn = parts.reduce((sum, part) => sum + part.bits, 0) / n;
  const chance = parts.reduce((sum, part) => sum + part.freedom, 0) / (2 * n * Math.LN2);
  return { plugIn: Math.max(0, plugIn), corrected: plugIn - chance, n };
}

/** Of one truth: n · I in bits, and (B′ − 1)(S′ − 1). */
function informationOf(sites: readonly ScoreCounts[]): { n: number; bits: number; freedom: number } {
  const byBin = mergeCounts(sites);
  const bySite = sites.map((counts) => Array.from(counts).reduce((sum, count) => sum + checked(count), 0));
  const n = bySite.reduce((sum, count) => sum + count, 0);
  let bits = 0;
  for (const [s, counts] of sites.entries()) {
    for (let bin = 0; bin < counts.length; bin++) {
      const count = counts[bin] ?? 0;
      if (count > 0) bits += count * Math.log2((count * n) / ((byBin[bin] ?? 0) * (bySite[s] ?? 0)));
    }
  }
  const filled = (counts: ArrayLike<number>): number => Array.from(counts).filter((count) => count > 0).length;
  return { n, bits, freedom: Math.max(0, filled(byBin) - 1) * Math.max(0, filled(bySite) - 1) };
}

function checked(count: number): number {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`count: ${count}`);
  return count;
}

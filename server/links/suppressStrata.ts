import type { LinkStratum } from './linkContent';

/** Groups of fewer cases are not shown to strangers. */
export const SMALLEST = 10;

const hidden = ({ name }: LinkStratum): LinkStratum => ({ name, n: null, auc: null, low: null, high: null });

/**
 * Hides strata under ten cases, and where the total would give what is hidden away, the smallest of the others too:
 * until at least two are hidden that have ten cases together.
 * @param strata with their n
 */
export function suppressStrata(strata: readonly LinkStratum[]): LinkStratum[] {
  const small = new Set(strata.filter(({ n }) => n === null || n < SMALLEST));
  if (small.size > 0) {
    const others = strata.filter((stratum) => !small.has(stratum)).sort((a, b) => (a.n ?? 0) - (b.n ?? 0));
    const held = (): number => [...small].reduce((sum, { n }) => sum + (n ?? 0), 0);
    for (const next of others) {
      if (small.size >= 2 && held() >= SMALLEST) break;
      small.add(next);
    }
  }
  return strata.map((stratum) => (small.has(stratum) ? hidden(stratum) : stratum));
}

import type { MatrixCell, MatrixStratum } from '@/server/queries/siteMatrix';
import { prevalenceOnlyAuc } from '@/server/stats/prevalenceOnlyAuc';
import { siteShares } from '@/server/stats/siteShares';

/**
 * `pooled`, `within`, `between`: AUCs of the mix; `withinPairs`: share of its pairs that come from one stratum;
 * `prevalenceOnly`: of a score that knows the stratum alone. Null where no pair of that kind is left.
 */
export type ReplayedMix = {
  pooled: number;
  within: number | null;
  between: number | null;
  withinPairs: number;
  prevalenceOnly: number;
};

/** Strata whose row and column of the matrix are told, and so can be replayed; indices into `strata`. */
export function replayable(strata: readonly MatrixStratum[], cells: readonly MatrixCell[]): number[] {
  const told = (i: number): boolean => cells[i * strata.length + i]?.value !== null;
  return strata.flatMap((_, i) => (told(i) && cells[i * strata.length + i] !== undefined ? [i] : []));
}

/**
 * The mix of `prevalenceReplay` (server/stats) from a matrix instead of histograms: each stratum keeps its number of
 * labelled cases and gets prevalence q_s, so P_s = q_s n_s and N_s = (1 − q_s) n_s; pooled = Σ_st π⁺_s π⁻_t A_st, which
 * is the same sum (SCIENCE §1.2, §4.1). The cells A_st do not change. Values only: no variances come with a matrix.
 * @param chosen indices of `replayable`
 * @param prevalences 0–1, one per chosen stratum
 * @returns null where no positive or no negative is left, or a cell that is needed is not told
 * @throws RangeError `prevalences: …` unless one per chosen stratum, `prevalence: …` outside 0–1
 */
export function replayOfMatrix(
  strata: readonly MatrixStratum[],
  cells: readonly MatrixCell[],
  chosen: readonly number[],
  prevalences: readonly number[],
): ReplayedMix | null {
  if (prevalences.length !== chosen.length) {
    throw new RangeError(`prevalences: ${prevalences.length}, strata: ${chosen.length}`);
  }
  const wrong = prevalences.find((prevalence) => !(prevalence >= 0 && prevalence <= 1));
  if (wrong !== undefined) throw new RangeError(`prevalence: ${wrong}`);
  const counts = chosen.map((s, i) => {
    const labelled = (strata[s]?.positives ?? 0) + (strata[s]?.negatives ?? 0);
    const q = prevalences[i] ?? 0;
    return { positives: labelled * q, negatives: labelled * (1 - q) };
  });
  const [shares, prevalenceOnly] = [siteShares(counts), prevalenceOnlyAuc(counts)];
  if (shares === null || prevalenceOnly === null) return null;
  const sums = { within: 0, between: 0, withinPairs: 0 };
  for (const [i, s] of chosen.entries()) {
    for (const [j, t] of chosen.entries()) {
      const weight = (shares.positives[i] ?? 0) * (shares.negatives[j] ?? 0);
      if (weight === 0) continue;
      const value = cells[s * strata.length + t]?.value ?? null;
      if (value === null) return null;
      sums[s === t ? 'within' : 'between'] += weight * value;
      if (s === t) sums.withinPairs += weight;
    }
  }
  const { within, between, withinPairs } = sums;
  return {
    pooled: within + between,
    within: withinPairs > 0 ? within / withinPairs : null,
    between: withinPairs < 1 ? between / (1 - withinPairs) : null,
    withinPairs,
    prevalenceOnly,
  };
}

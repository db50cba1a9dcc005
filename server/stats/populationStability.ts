import type { ScoreCounts } from './binnedAuc';
import { equalMassGroups } from './equalMassGroups';

/**
 * `value`: the index, ≥ 0. `chance`: what it is on average when nothing has changed, `chanceDeviation` its standard
 * deviation then. `excess`: value − chance, the figure to show; may be negative. `groups`: reference groups used.
 */
export type PopulationStability = {
  value: number;
  chance: number;
  chanceDeviation: number;
  excess: number;
  groups: number;
};

/**
 * Population stability index of the current against the reference distribution, both counts over the same fine bins or
 * distinct values: Σ (q − p) ln(q / p) over `groups` of equal size in the reference (`equalMassGroups`; deciles), .5
 * added to every group's count so that none is empty. Without a change it is about (1/n + 1/m) χ² with groups − 1
 * degrees of freedom, so its mean (groups − 1)(1/n + 1/m) is not 0: at n = 200 it is .045, near the limit of .1 that
 * custom sets for a shift, hence the excess. Images are treated as independent. Null when either is empty, or the
 * reference has a single group. O(bins).
 *
 * Source: Yurdakul, Naranjo, J Risk Model Valid 2020; 14(4):89 for the null distribution; SCIENCE §4.2.
 * @throws RangeError `bins: …` if the lengths differ, `count: …` for a negative one, `groups: …` as `equalMassGroups`
 */
export function populationStability(
  reference: ScoreCounts,
  current: ScoreCounts,
  groups = 10,
): PopulationStability | null {
  if (reference.length !== current.length) throw new RangeError(`bins: ${reference.length}, ${current.length}`);
  const groupOf = equalMassGroups(reference, groups);
  const [p, q] = [reference, current].map((counts) => groupTotals(counts, groupOf, groups));
  if (p === undefined || q === undefined) return null;
  // A group is used when the reference has cases in it; empty bins between belong to the group of their place.
  const used = Array.from(p.keys()).filter((group) => (p[group] ?? 0) > 0);
  const [n, m] = [p, q].map((totals) => totals.reduce((sum, count) => sum + count, 0));
  if (!n || !m || used.length < 2) return null;
  const owner = ownerOfGroup(used, groups);
  const moved = new Float64Array(groups);
  for (const [group, count] of q.entries()) moved[owner[group] ?? 0] = (moved[owner[group] ?? 0] ?? 0) + count;
  const value = used.reduce((sum, group) => {
    const [a, b] = [
      ((p[group] ?? 0) + 0.5) / (n + used.length / 2),
      ((moved[group] ?? 0) + 0.5) / (m + used.length / 2),
    ];
    return sum + (b - a) * Math.log(b / a);
  }, 0);
  const scale = 1 / n + 1 / m;
  const chance = (used.length - 1) * scale;
  const chanceDeviation = Math.sqrt(2 * (used.length - 1)) * scale;
  return { value, chance, chanceDeviation, excess: value - chance, groups: used.length };
}

function groupTotals(counts: ScoreCounts, groupOf: Uint16Array, groups: number): Float64Array {
  const totals = new Float64Array(groups);
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] ?? 0;
    if (!(count >= 0 && Number.isFinite(count))) throw new RangeError(`count: ${count}`);
    totals[groupOf[i] ?? 0] = (totals[groupOf[i] ?? 0] ?? 0) + count;
  }
  return totals;
}

/** For every group the used one that takes its current cases: itself, else the next below, else the lowest. */
function ownerOfGroup(used: readonly number[], groups: number): number[] {
  return Array.from({ length: groups }, (_, group) => used.findLast((one) => one <= group) ?? used[0] ?? 0);
}

import { equalMassGroups } from './equalMassGroups';
import { expit } from './expit';
import { type MeanInterval, meanInterval } from './meanInterval';
import { type ScoreTally, tallyTotals } from './scoreTally';

/**
 * `score` with its 95 % interval; `reliability` − `resolution` + `uncertainty` + `within` is the score. `skill`:
 * 1 − score ÷ uncertainty, 1 at best, 0 for the prevalence alone, null where all cases are alike.
 */
export type BrierScore = {
  score: MeanInterval;
  reliability: number;
  resolution: number;
  uncertainty: number;
  within: number;
  skill: number | null;
};

/**
 * Brier score, mean (p − y)² (0 at best), and Murphy's decomposition over `groups` of equal size: reliability
 * Σ n_g (p̄_g − ȳ_g)² / n, resolution Σ n_g (ȳ_g − ȳ)² / n, uncertainty ȳ (1 − ȳ). Probabilities inside a group differ,
 * so the three do not add up to the score; `within`, the variance of p less twice its covariance with y inside groups
 * (Stephenson), is the rest, and the four add up. The interval is that of a mean, cases independent. `tally.values` are
 * logits; a rollup has Σ(p − y)² without bins, from bins the score is at most .012 off. Null when empty. O(values).
 *
 * Source: Brier, Mon Weather Rev 1950; 78:1; Murphy, J Appl Meteorol 1973; 12:595; Stephenson, Coelho, Jolliffe,
 * Weather Forecast 2008; 23:752, equation 6.
 * @throws RangeError as `tallyTotals`, `groups: …` unless a whole number from 1
 */
export function brierScore(tally: ScoreTally, groups = 10): BrierScore | null {
  const { positives, negatives } = tallyTotals(tally);
  const n = positives + negatives;
  if (n === 0) return null;
  const sums = groupSums(tally, groups);
  const share = positives / n;
  let [reliability, resolution, within, squares, fourths] = [0, 0, 0, 0, 0];
  for (const group of sums) {
    if (group.n === 0) continue;
    const [p, y] = [group.p / group.n, group.hits / group.n];
    reliability += group.n * (p - y) ** 2;
    resolution += group.n * (y - share) ** 2;
    within += group.pp - group.n * p * p - 2 * (group.py - group.n * p * y);
    squares += group.squares;
    fourths += group.fourths;
  }
  const uncertainty = share * (1 - share);
  return {
    score: meanInterval(n, squares, fourths),
    reliability: reliability / n,
    resolution: resolution / n,
    uncertainty,
    within: within / n,
    skill: uncertainty === 0 ? null : 1 - squares / n / uncertainty,
  };
}

/** Of every group: n, Σy, Σp, Σp², Σpy, Σ(p − y)² and Σ(p − y)⁴. */
function groupSums({ values, positives, negatives }: ScoreTally, groups: number) {
  const counts = values.map((_, i) => (positives[i] ?? 0) + (negatives[i] ?? 0));
  const groupOf = equalMassGroups(counts, groups);
  const sums = Array.from({ length: groups }, () => ({ n: 0, hits: 0, p: 0, pp: 0, py: 0, squares: 0, fourths: 0 }));
  for (const [i, value] of values.entries()) {
    const group = sums[groupOf[i] ?? 0];
    if (group === undefined) continue;
    const [hits, misses, p] = [positives[i] ?? 0, negatives[i] ?? 0, expit(value)];
    group.n += hits + misses;
    group.hits += hits;
    group.p += (hits + misses) * p;
    group.pp += (hits + misses) * p * p;
    group.py += hits * p;
    group.squares += hits * (1 - p) ** 2 + misses * p ** 2;
    group.fourths += hits * (1 - p) ** 4 + misses * p ** 4;
  }
  return sums;
}

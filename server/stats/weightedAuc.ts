import type { ScoreCounts } from './binnedAuc';
import { type Moments, meanOf, squaredDeviations } from './moments';
import type { SiteScores } from './siteMatrix';

export type WeightedAuc = { value: number | null; errorBound: number | null; variance: number | null };

/**
 * Weights w_st of the cells of a site matrix, row s the positives: positives_s · negatives_t off the diagonal and
 * diagonal_s on it. They need not sum to 1, and may be negative. All sums of interest are of this form, and it spares
 * the S² cells.
 */
export type PairWeights = {
  positives: readonly number[];
  negatives: readonly number[];
  diagonal: readonly number[];
};

/**
 * Σ_st w_st A_st over the site matrix (A_st: positives of s against negatives of t), with its variance: pooled, within,
 * between and adjusted AUC, and differences of them, are all such sums. A positive of s in bin b is placed at
 * f_s(b) = Σ_t w_st v10_t(b), a negative of t at g_t(b) = Σ_s w_st v01_s(b); the variance is
 * Σ_s S²(f_s) / P_s + Σ_t S²(g_t) / N_t with sample variances (n − 1): DeLong's (Biometrics 1988; 44:837) by site, so
 * that what two of the sums share (lift = pooled − adjusted) is not counted twice. Numbers of cases by site and weights
 * are taken as given. Of a site with one positive (or negative) the largest variance possible is taken, (Σ_t |w_st|)² / 4
 * (Popoviciu). `errorBound`: by how much at most the value differs from that of unbinned scores, half of all pairs
 * within one bin, each by its |weight|. All null where a weight other than 0 meets a site without positives or without
 * negatives, or where no weight is other than 0. O(S · bins).
 * @throws RangeError `weights: …` unless S of each, `weight: …` unless finite, `bins: …` if lengths differ, `count: …` for
 * one that is negative or not whole
 */
export function weightedAuc(sites: readonly SiteScores[], weights: PairWeights): WeightedAuc {
  checkWeights(sites, weights);
  const bins = sharedBins(sites);
  const P = sites.map(({ positives }) => sumOf(positives));
  const N = sites.map(({ negatives }) => sumOf(negatives));
  const spread = { rows: spreads(weights), columns: spreads(transposed(weights)) };
  const lacking = (spreadOf: number[], counts: number[]) => spreadOf.some((sum, i) => sum > 0 && counts[i] === 0);
  if (spread.rows.every((sum) => sum === 0) || lacking(spread.rows, P) || lacking(spread.columns, N)) {
    return { value: null, errorBound: null, variance: null };
  }
  const below = sites.map(({ negatives }, t) => sharesBelow(negatives, N[t] ?? 0, bins));
  const above = sites.map(({ positives }, s) => sharesBelow(positives, P[s] ?? 0, bins).map((share) => 1 - share));
  const rows = placed(weights, below).map((values, s) => momentsOf(values, sites[s]?.positives ?? []));
  const columns = placed(transposed(weights), above).map((values, t) => momentsOf(values, sites[t]?.negatives ?? []));
  const variances = [
    ...rows.map((moments, s) => varianceOf(moments, spread.rows[s] ?? 0)),
    ...columns.map((moments, t) => varianceOf(moments, spread.columns[t] ?? 0)),
  ];
  return {
    value: rows.reduce((sum, moments) => sum + (moments.n > 0 ? meanOf(moments) : 0), 0),
    errorBound: tiedShare(sites, weights, P, N, bins) / 2,
    variance: variances.reduce((sum, variance) => sum + variance, 0),
  };
}

function checkWeights(sites: readonly SiteScores[], { positives, negatives, diagonal }: PairWeights): void {
  for (const list of [positives, negatives, diagonal]) {
    if (list.length !== sites.length) throw new RangeError(`weights: ${list.length}, sites: ${sites.length}`);
    for (const weight of list) if (!Number.isFinite(weight)) throw new RangeError(`weight: ${weight}`);
  }
}

function sharedBins(sites: readonly SiteScores[]): number {
  const bins = sites[0]?.positives.length ?? 0;
  const wrong = sites
    .flatMap(({ positives, negatives }) => [positives, negatives])
    .find(({ length }) => length !== bins);
  if (wrong !== undefined) throw new RangeError(`bins: ${bins}, ${wrong.length}`);
  return bins;
}

const transposed = ({ positives, negatives, diagonal }: PairWeights): PairWeights => ({
  positives: negatives,
  negatives: positives,
  diagonal,
});

/** Σ_t |w_st| of each row. */
function spreads({ positives, negatives, diagonal }: PairWeights): number[] {
  const all = negatives.reduce((sum, weight) => sum + Math.abs(weight), 0);
  return positives.map((weight, s) => {
    const others = weight === 0 ? 0 : Math.abs(weight) * Math.max(0, all - Math.abs(negatives[s] ?? 0));
    return others + Math.abs(diagonal[s] ?? 0);
  });
}

/** By row, Σ_t w_st · shares_t in each bin. */
function placed({ positives, negatives, diagonal }: PairWeights, shares: readonly Float64Array[]): Float64Array[] {
  const all = new Float64Array(shares[0]?.length ?? 0);
  for (const [t, own] of shares.entries()) addScaled(all, own, negatives[t] ?? 0);
  return shares.map((own, s) => {
    const row = new Float64Array(all.length);
    addScaled(row, all, positives[s] ?? 0);
    // What the product puts on the diagonal is taken out again.
    addScaled(row, own, (diagonal[s] ?? 0) - (positives[s] ?? 0) * (negatives[s] ?? 0));
    return row;
  });
}

/** Σ_st |w_st| · share of the pairs of s and t that are within one bin. */
function tiedShare(
  sites: readonly SiteScores[],
  { positives, negatives, diagonal }: PairWeights,
  P: readonly number[],
  N: readonly number[],
  bins: number,
): number {
  const [inPositives, inNegatives] = [new Float64Array(bins), new Float64Array(bins)];
  let tied = 0;
  for (const [s, site] of sites.entries()) {
    const [p, n] = [Math.abs(positives[s] ?? 0), Math.abs(negatives[s] ?? 0)];
    const [perPositive, perNegative] = [1 / (P[s] || 1), 1 / (N[s] || 1)];
    addScaled(inPositives, site.positives, p * perPositive);
    addScaled(inNegatives, site.negatives, n * perNegative);
    tied +=
      (Math.abs(diagonal[s] ?? 0) - p * n) * sharedMass(site.positives, site.negatives) * perPositive * perNegative;
  }
  return Math.max(0, tied + sharedMass(inPositives, inNegatives));
}

/** By bin the share of the counts in lower bins and half of its own; 0 without counts. */
function sharesBelow(counts: ScoreCounts, total: number, bins: number): Float64Array {
  const shares = new Float64Array(bins);
  if (total === 0) return shares;
  let lower = 0;
  for (let bin = 0; bin < bins; bin++) {
    const own = counts[bin] ?? 0;
    shares[bin] = (lower + own / 2) / total;
    lower += own;
  }
  return shares;
}

function addScaled(sum: Float64Array, by: ScoreCounts, weight: number): void {
  if (weight === 0) return;
  for (let bin = 0; bin < sum.length; bin++) sum[bin] = (sum[bin] ?? 0) + weight * (by[bin] ?? 0);
}

function sharedMass(one: ScoreCounts, other: ScoreCounts): number {
  let mass = 0;
  for (let bin = 0; bin < one.length; bin++) mass += (one[bin] ?? 0) * (other[bin] ?? 0);
  return mass;
}

/** Of the values, each as often as it is counted. */
function momentsOf(values: Float64Array, counts: ScoreCounts): Moments {
  let [n, sum, sumOfSquares] = [0, 0, 0];
  for (let bin = 0; bin < values.length; bin++) {
    const [count, value] = [counts[bin] ?? 0, values[bin] ?? 0];
    n += count;
    sum += count * value;
    sumOfSquares += count * value * value;
  }
  return { n, sum, sumOfSquares };
}

/** Below this share of Σx², Σ(x − mean)² is rounding alone; a test would take it for certainty. */
const ROUNDING = 1e-13;

/** Of the mean placement of one site; `range` is the widest that placements can spread. */
function varianceOf(moments: Moments, range: number): number {
  if (moments.n === 0 || range === 0) return 0;
  if (moments.n === 1) return range ** 2 / 4;
  const deviations = squaredDeviations(moments);
  return deviations > ROUNDING * moments.sumOfSquares ? deviations / (moments.n - 1) / moments.n : 0;
}

function sumOf(counts: ScoreCounts): number {
  let sum = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    const count = counts[bin] ?? 0;
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`count: ${count}`);
    sum += count;
  }
  return sum;
}

/** Bins of a logit: bin k covers `from` + k·`width` to + (k+1)·`width`. */
export type LogitBins = { from: number; width: number };

/** The part of an axis that is drawn, in logits. */
export type Extent = { from: number; to: number };

/** Share of the cases that may lie beyond either end of the drawn axis, so that one outlier does not flatten the rest. */
const TAIL = 0.002;

/** Most points of a drawn ridge: more would draw the noise of single bins. */
const MOST_POINTS = 48;

/** The extent that holds all but the outermost of every series; null when all are empty. */
export function ridgeExtent(series: readonly (readonly number[])[], { from, width }: LogitBins): Extent | null {
  let [first, end] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const counts of series) {
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (total === 0) continue;
    first = Math.min(first, firstBeyond(counts, total * TAIL));
    end = Math.max(end, counts.length - firstBeyond(counts.toReversed(), total * TAIL));
  }
  return first < end ? { from: from + first * width, to: from + end * width } : null;
}

/** The first bin at which more than `skipped` cases have been passed. */
function firstBeyond(counts: readonly number[], skipped: number): number {
  let passed = 0;
  const found = counts.findIndex((count) => {
    passed += count;
    return passed > skipped;
  });
  return found === -1 ? counts.length : found;
}

/** A point of a ridge: share of the axis (0–1) from its start, and density per logit. */
export type RidgePoint = { x: number; density: number };

/**
 * A histogram of the logit as a line over an extent: neighbouring bins joined until at most 48 remain, each at its
 * middle; density is per logit, so that the area under every whole line is 1. Empty for no cases.
 */
export function ridgePoints(counts: readonly number[], { from, width }: LogitBins, extent: Extent): RidgePoint[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return [];
  const first = Math.round((extent.from - from) / width);
  const bins = Math.round((extent.to - extent.from) / width);
  const joined = Math.max(1, Math.ceil(bins / MOST_POINTS));
  return Array.from({ length: Math.ceil(bins / joined) }, (_, i) => {
    const start = first + i * joined;
    const own = counts.slice(Math.max(0, start), Math.max(0, start + joined)).reduce((sum, count) => sum + count, 0);
    return { x: Math.min(1, ((i + 0.5) * joined) / bins), density: own / (total * joined * width) };
  });
}

/** Points as a closed area on a box 100 wide and 100 high, `highest` being the density at its top. */
export function ridgePath(points: readonly RidgePoint[], highest: number): string {
  const line = points.map(({ x, density }) => `${(x * 100).toFixed(2)} ${(100 - (density / highest) * 96).toFixed(2)}`);
  return line.length === 0 ? '' : `M0 100L${line.join('L')}L100 100Z`;
}

/** Where a logit lies on an extent, 0 to 1, held within it. */
export const along = (logit: number, { from, to }: Extent): number =>
  Math.min(Math.max((logit - from) / (to - from), 0), 1);

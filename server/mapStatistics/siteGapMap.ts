import { countMaps, type MapSet, mapAt } from './mapSet';

/** `cells`: Float64Array [height, width], in logits; `gap` their sum. */
export type SiteGapMap = { cells: Float64Array; gap: number };

/**
 * Where the score of the healthy differs between two sites: (mean map of `one` − mean map of `other`) ÷ cells. As a map's
 * mean and the bias are the logit, the cells sum to the difference of the two mean logits exactly; unlike outside shares
 * this hangs on nothing that can be moved between map and bias (SCIENCE §2.2, §3). Images count once each. Null when
 * either is empty.
 * @throws RangeError `grid: …` if they differ, `maps: …`
 */
export function siteGapMap(one: MapSet, other: MapSet): SiteGapMap | null {
  if (one.height !== other.height || one.width !== other.width) {
    throw new RangeError(`grid: ${one.height}x${one.width}, ${other.height}x${other.width}`);
  }
  const [mean, reference] = [meanMap(one), meanMap(other)];
  if (mean === null || reference === null) return null;
  const cells = mean.map((value, cell) => (value - (reference[cell] ?? 0)) / mean.length);
  return { cells, gap: cells.reduce((sum, value) => sum + value, 0) };
}

/** Float64Array [height, width]; null without maps. */
export function meanMap(set: MapSet): Float64Array | null {
  const n = countMaps(set);
  if (n === 0) return null;
  const sum = new Float64Array(set.height * set.width);
  for (let i = 0; i < n; i++) {
    const map = mapAt(set, i);
    for (const [cell, value] of map.entries()) sum[cell] = (sum[cell] ?? 0) + value;
  }
  return sum.map((value) => value / n);
}

/**
 * Share of Σ|cell| outside an anatomy, beside the area outside it. Null where all cells are 0.
 * @param inside mean coverage of the anatomy, [height, width], 0–1
 * @throws RangeError `coverage: …`
 */
export function outsideOfGap(cells: Float64Array, inside: Float64Array): { share: number; area: number } | null {
  if (cells.length !== inside.length) throw new RangeError(`coverage: ${inside.length} cells, map ${cells.length}`);
  let [all, outside, area] = [0, 0, 0];
  for (const [cell, value] of cells.entries()) {
    const beyond = 1 - Math.min(1, Math.max(0, inside[cell] ?? 0));
    all += Math.abs(value);
    outside += Math.abs(value) * beyond;
    area += beyond;
  }
  return all === 0 ? null : { share: outside / all, area: area / cells.length };
}

import { rankCorrelation } from '@/server/stats/rankCorrelation';

/** Maps of one image, [maps, height, width]. */
export type QualityMaps = { height: number; width: number; values: Float32Array };

/** Share of the cells that count as the top of a map (SCIENCE §3: 5 of 49). */
const TOP = 0.1;

/**
 * Mean over the maps of an image of what compares two of them; null where none can be compared. `undefined`: maps that
 * say nothing, because one of the two is flat or not finite.
 */
export type QualityLikeness = { value: number | null; undefined: number };

/** Mean of Spearman's correlation of each map with the other of its place, −1 to 1. @throws RangeError `maps: …` */
export const signedLikeness = (one: QualityMaps, other: QualityMaps): QualityLikeness =>
  overMaps(one, other, rankCorrelation);

/** The same of the absolute correlation, 0 to 1: which sign permuted weights give a map is chance. */
export const absoluteLikeness = (one: QualityMaps, other: QualityMaps): QualityLikeness =>
  overMaps(one, other, (a, b) => {
    const correlation = rankCorrelation(a, b);
    return correlation === null ? null : Math.abs(correlation);
  });

/**
 * Mean share of the top tenth of the cells that both maps have in common, 0 to 1; by chance a tenth. Of equal cells the
 * first count.
 */
export const topOverlap = (one: QualityMaps, other: QualityMaps): QualityLikeness =>
  overMaps(one, other, (a, b) => {
    if (isFlat(a) || isFlat(b)) return null;
    const [top, otherTop] = [topCells(a), topCells(b)];
    return [...top].filter((cell) => otherTop.has(cell)).length / top.size;
  });

function overMaps(
  one: QualityMaps,
  other: QualityMaps,
  compare: (a: Float32Array, b: Float32Array) => number | null,
): QualityLikeness {
  const cells = one.height * one.width;
  if (one.values.length !== other.values.length || other.height !== one.height || other.width !== one.width) {
    throw new RangeError(`maps: ${one.values.length} and ${other.values.length} values`);
  }
  const maps = one.values.length / cells;
  let [sum, n] = [0, 0];
  for (let map = 0; map < maps; map++) {
    const a = one.values.subarray(map * cells, (map + 1) * cells);
    const b = other.values.subarray(map * cells, (map + 1) * cells);
    const value = a.every(Number.isFinite) && b.every(Number.isFinite) ? compare(a, b) : null;
    if (value === null) continue;
    sum += value;
    n += 1;
  }
  return { value: n === 0 ? null : sum / n, undefined: maps - n };
}

const isFlat = (map: Float32Array): boolean => map.every((value) => value === map[0]);

function topCells(map: Float32Array): Set<number> {
  const order = Array.from(map.keys()).sort((a, b) => (map[b] ?? 0) - (map[a] ?? 0) || a - b);
  return new Set(order.slice(0, Math.ceil(TOP * map.length)));
}

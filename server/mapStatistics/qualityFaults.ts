import { MIN_POSITIVE_EVIDENCE } from '@/server/audit/definition';
import { rankCorrelation } from '@/server/stats/rankCorrelation';

/** What can be wrong with one map, the first that holds. */
export const QUALITY_FAULTS = ['not-finite', 'blank', 'flat', 'all-negative', 'inverted'] as const;
export type QualityFault = (typeof QUALITY_FAULTS)[number];

/** Spearman's correlation with the average at which a map counts as inverted. */
export const INVERTED_AT = -0.5;

/** Maps that the average is made of, under which none counts as inverted. */
const MIN_AVERAGED = 10;

/** Sums of the maps of one finding's predicted positives, to compare each with the average of the others. */
export type QualityAverage = { n: number; sums: Float64Array };

export const emptyAverage = (cells: number): QualityAverage => ({ n: 0, sums: new Float64Array(cells) });

/** Adds a map, in place; one that is not finite or of another size is left out. */
export function addToAverage(average: QualityAverage, map: Float32Array): void {
  if (map.length !== average.sums.length || !map.every(Number.isFinite)) return;
  for (const [cell, value] of map.entries()) average.sums[cell] = (average.sums[cell] ?? 0) + value;
  average.n += 1;
}

/**
 * What is wrong with a map: `not-finite`: a cell is not a number; `blank`: all cells 0; `flat`: all cells the same;
 * `all-negative`: a predicted positive without positive evidence; `inverted`: a predicted positive whose map lies
 * against the average of the other ones' (Spearman ≤ −.5). Null for a sound map.
 */
export function qualityFault(
  map: Float32Array,
  { isPositive, average }: { isPositive: boolean; average: QualityAverage },
): QualityFault | null {
  if (!map.every(Number.isFinite)) return 'not-finite';
  if (map.every((value) => value === 0)) return 'blank';
  if (map.every((value) => value === map[0])) return 'flat';
  if (!isPositive) return null;
  const mass = map.reduce((sum, value) => sum + Math.max(0, value), 0) / map.length;
  if (mass < MIN_POSITIVE_EVIDENCE) return 'all-negative';
  return isInverted(map, average) ? 'inverted' : null;
}

function isInverted(map: Float32Array, { n, sums }: QualityAverage): boolean {
  if (n - 1 < MIN_AVERAGED || map.length !== sums.length) return false;
  const others = sums.map((sum, cell) => (sum - (map[cell] ?? 0)) / (n - 1));
  return (rankCorrelation(map, others) ?? 0) <= INVERTED_AT;
}

import { log2Enrichment } from '@/server/audit/log2Enrichment';
import { fromFixedPoint } from '@/server/rollup/fixedPoint';
import { meanInterval } from '@/server/stats/meanInterval';
import type { CellSums } from './cellSums';

/** A mean with its 95 % interval; `n` maps are defined, `undefined` are not (counted by reason). */
export type OutsideShareSummary = {
  n: number;
  undefined: number;
  undefinedReasons: Record<string, number>;
  /** null when n is 0; interval null when n < 2. */
  mean: number | null;
  low: number | null;
  high: number | null;
  /** Mean area outside the (dilated) anatomy of the same maps: what chance would give. */
  areaOutside: number | null;
  /** log2(mean share / mean area). */
  enrichment: number | null;
};

/** Mean outside share of a cohort beside its chance level (SCIENCE §3, §0a.2). */
export function outsideSummary(sums: CellSums): OutsideShareSummary {
  const { outsideN: n } = sums;
  const interval = meanInterval(n, fromFixedPoint(sums.sumOutside), fromFixedPoint(sums.sumOutsideSquared));
  const areaOutside = n === 0 ? null : fromFixedPoint(sums.sumAreaOutside) / n;
  const reasons = {
    no_positive_evidence: sums.undefinedNoEvidence,
    mask_missing: sums.undefinedMaskMissing,
    mask_invalid: sums.undefinedMaskInvalid,
    no_saliency: sums.undefinedNoSaliency,
  };
  const counted = Object.values(reasons).reduce((total, count) => total + count, 0);
  // Shares by the average anatomy have no sum of their own: they are what is left.
  const told = { ...reasons, mask_prior: sums.n - n - counted };
  return {
    n,
    undefined: sums.n - n,
    undefinedReasons: Object.fromEntries(Object.entries(told).filter(([, count]) => count > 0)),
    ...interval,
    areaOutside,
    enrichment: areaOutside === null ? null : log2Enrichment(interval.mean, areaOutside),
  };
}

export const meanProbability = (sums: CellSums): number | null =>
  sums.n === 0 ? null : fromFixedPoint(sums.sumProbability) / sums.n;

import type { Interval } from './aucInterval';
import type { BinnedAuc } from './binnedAuc';
import { Z_95 } from './z95';

/**
 * 95 % interval of an AUC as most papers and pROC's `ci.auc` print it: value ± 1.96 standard errors of DeLong, cut to
 * 0–1. To be told beside a published one; `aucInterval`, on the logit, holds the truth more often near 1 and is the one
 * to judge by. Null without a variance; empty (both ends the value) where the variance is 0.
 */
export function plainAucInterval({ value, variance }: BinnedAuc): Interval | null {
  if (value === null || variance === null) return null;
  const half = Z_95 * Math.sqrt(variance);
  return { low: Math.max(0, value - half), high: Math.min(1, value + half) };
}

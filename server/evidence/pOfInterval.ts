import { normalTail } from '@/server/stats/normalTail';
import { Z_95 } from '@/server/stats/z95';

type Interval = { value: number; low: number; high: number };

/**
 * Two-sided p of a 95 % interval's own normal approximation: the distance from the null in standard errors, a standard
 * error being the half of the interval towards the null over 1.96. Under .05 exactly where the interval excludes the
 * null. An interval of no width is certain: 1 at the null, else 0. 0–1.
 */
export function pOfInterval({ value, low, high }: Interval, nothing: number): number {
  if (value === nothing) return 1;
  const half = value > nothing ? value - low : high - value;
  return half > 0 ? 2 * normalTail((Z_95 * Math.abs(value - nothing)) / half) : 0;
}

/** The same of an AUC against .5, on the logit of the AUC as `aucInterval` has it; of 0 and 1 on the AUC itself. */
export function pOfAuc(auc: Interval): number {
  const [value, low, high] = [auc.value, auc.low, auc.high].map((share) => Math.log(share / (1 - share)));
  const finite = [value, low, high].every((logit) => logit !== undefined && Number.isFinite(logit));
  return finite ? pOfInterval({ value: value ?? 0, low: low ?? 0, high: high ?? 0 }, 0) : pOfInterval(auc, 0.5);
}

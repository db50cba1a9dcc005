import { count, signed } from '@/app/format/number';
import type { AucFigures } from '@/server/queries/aucSummary';
import type { SiteEffect } from '@/server/queries/overview';

/** An AUC with two decimals and no leading zero: ".93"; ">.99" and "<.01" rather than 1.00 and .00. */
export function aucNumber(value: number): string {
  if (value > 0.995) return '>.99';
  return value < 0.005 ? '<.01' : value.toFixed(2).slice(1);
}

/** ".96–.99", and ".98 to >.99" where a dash would look like an arrow. Null without an interval. */
export function aucEnds(low: number | null, high: number | null): string | null {
  if (low === null || high === null) return null;
  const [from, to] = [aucNumber(low), aucNumber(high)];
  return /[<>]/.test(from + to) ? `${from} to ${to}` : `${from}–${to}`;
}

/** Half the width of the interval: "±.02"; at least ±.01. Null without an interval. */
export function aucPlusMinus({ low, high }: Pick<AucFigures, 'low' | 'high'>): string | null {
  if (low === null || high === null) return null;
  const half = (high - low) / 2;
  return half < 0.005 ? '±<.01' : `±${half.toFixed(2).slice(1)}`;
}

/** The gap of the mean logits: "+4.10". */
export const gapNumber = ({ negatives: { gapLogit } }: SiteEffect): string | null =>
  gapLogit.value === null ? null : signed(gapLogit.value, 2);

/** "3.90 to 4.31", with signs where they differ from it. Null without an interval. */
export const gapEnds = ({ negatives: { gapLogit } }: SiteEffect): string | null =>
  gapLogit.low === null || gapLogit.high === null ? null : `${signed(gapLogit.low, 2)} to ${signed(gapLogit.high, 2)}`;

/** One pair in a line: "Phantom A against Phantom B: AUC .98 (.96–.99), gap +4.10 logits, n 99 and 158". */
export function effectLine(effect: SiteEffect): string {
  const { stratum, reference, negatives } = effect;
  const { value, low, high } = negatives.aucOfScore;
  const n = `n ${count(negatives.n)} and ${count(negatives.referenceN)}`;
  if (value === null) return `${stratum} against ${reference}: not told, ${n}`;
  return `${stratum} against ${reference}: AUC ${aucNumber(value)} (${aucEnds(low, high) ?? 'no interval'}), gap ${gapNumber(effect) ?? 'none'} logits, ${n}`;
}

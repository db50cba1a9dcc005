import { fixed } from '@/app/format/number';

/** An AUC with three decimals and no leading zero, where AUCs are compared: ".977"; ">.999" and "<.001" at the ends. */
export function aucThree(value: number): string {
  if (value > 0.9995) return '>.999';
  return value < 0.0005 ? '<.001' : value.toFixed(3).slice(1);
}

/** A difference of AUCs with its sign and a true minus: "+.136", "−.004". */
export function aucChange(value: number): string {
  const text = fixed(Math.abs(value), 3).slice(1);
  if (Number(text) === 0) return '.000';
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** "−.02 to +.04", of an interval of differences; null without one. */
export const changeEnds = (low: number | null, high: number | null): string | null =>
  low === null || high === null ? null : `${aucChange(low)} to ${aucChange(high)}`;

/** ".962 to .991"; null without an interval. */
export const threeEnds = (low: number | null, high: number | null): string | null =>
  low === null || high === null ? null : `${aucThree(low)} to ${aucThree(high)}`;

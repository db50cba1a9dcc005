import { fixed, NBSP } from './number';

/** A share (0 to 1) in whole percent, one decimal under 10 % and over 99.5 %, without the unit; only 1 is 100. */
export function percentNumber(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return '<0.1';
  if (percent === 0) return '0';
  if (percent > 99.9 && percent < 100) return '>99.9';
  const isNearEnd = Math.abs(percent) < 9.95 || (percent >= 99.5 && percent < 100);
  return fixed(percent, isNearEnd ? 1 : 0);
}

/** A share (0 to 1) with its unit, a no-break space between them: "12 %", "5.4 %". */
export const percent = (share: number): string => `${percentNumber(share)}${NBSP}%`;

/** Half the width of an interval of shares, in percentage points: "±2". Null without an interval. */
export function plusMinus(low: number | null, high: number | null): string | null {
  if (low === null || high === null) return null;
  const half = ((high - low) / 2) * 100;
  return `±${half > 0 && half < 0.1 ? '<0.1' : fixed(half, half < 0.95 ? 1 : 0)}`;
}

/** "45 to 51 %", as running text gives an interval. Null without one. */
export function interval(low: number | null, high: number | null): string | null {
  return low === null || high === null ? null : `${percentNumber(low)} to ${percent(high)}`;
}

/** A probability (0 to 1) in percent with one decimal, without the unit; the ends are never rounded to 0 or 100. */
export function probabilityNumber(probability: number): string {
  const value = probability * 100;
  if (value < 0.1) return '<0.1';
  return value > 99.9 ? '>99.9' : fixed(value, 1);
}

/** A probability with its unit: "2.1 %", "<0.1 %". */
export const probability = (value: number): string => `${probabilityNumber(value)}${NBSP}%`;

import { fixed } from '@/app/format/number';
import type { Figure } from '@/server/queries/stratumStatistics';

/** A figure of the proof with three decimals, whole numbers as they are; "not told" where there is none. */
export function proofNumber(value: number | null): string {
  if (value === null) return 'not told';
  return Number.isInteger(value) && Math.abs(value) > 1 ? fixed(value, 0) : fixed(value, 3);
}

/** A figure with its interval, ".895 (.874 to .916)" as numbers of three decimals. */
export function proofEstimate({ value, low, high }: Figure): string {
  const ends = low === null || high === null ? '' : ` (${proofNumber(low)} to ${proofNumber(high)})`;
  return `${proofNumber(value)}${ends}`;
}

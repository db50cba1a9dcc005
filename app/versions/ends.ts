import { signed } from '@/app/format/number';

/** Both ends of an interval, "−0.12 to +0.30"; null where it has none. */
export const ends = ({ low, high }: { low: number | null; high: number | null }, digits: number): string | null =>
  low === null || high === null ? null : `${signed(low, digits)} to ${signed(high, digits)}`;

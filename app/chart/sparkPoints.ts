import type { TrendPoint } from '@/server/queries/overview';

/** Defined points of a trend with their place in it. */
export const sparkPoints = (trend: TrendPoint[]): { index: number; share: number }[] =>
  trend.flatMap((point, index) => (point.meanOutside === null ? [] : [{ index, share: point.meanOutside }]));

/** The span that a sparkline shows: that of its shares, widened to at least 20 points and kept inside 0 to 1. */
export function sparkSpan(shares: number[]): { low: number; high: number } | null {
  if (shares.length === 0) return null;
  const [min, max] = [Math.min(...shares), Math.max(...shares)];
  const missing = Math.max(0, 0.2 - (max - min)) / 2;
  const low = Math.min(Math.max(min - missing, 0), 0.8);
  return { low, high: Math.max(Math.min(max + missing, 1), low + 0.2) };
}

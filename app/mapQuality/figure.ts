import { fixed } from '@/app/format/number';

type Estimate = { value: number; low: number | null; high: number | null };

/** "0.21 ±0.04"; null without an estimate, no interval where none is told. */
export function figureText(estimate: Estimate | null, digits = 2): string | null {
  if (estimate === null) return null;
  const { value, low, high } = estimate;
  return low === null || high === null
    ? fixed(value, digits)
    : `${fixed(value, digits)} ±${fixed((high - low) / 2, digits)}`;
}

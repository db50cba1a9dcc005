import { fixed, signed } from '@/app/format/number';
import { percent, percentNumber } from '@/app/format/share';
import { unitOf } from '@/server/alarms/alarmWords';
import type { Statistic } from '@/server/alarms/statistic';

/** A value of a statistic with its unit: shares in percent, scores in logits, AUCs as they are. */
export function valueText(value: number, statistic: Statistic): string {
  const unit = unitOf(statistic);
  if (unit === 'share') return percent(value);
  return unit === 'auc' ? fixed(value, 3) : `${fixed(value, 2)} logits`;
}

/** "56 to 68 %". */
export function spanText(low: number, high: number, statistic: Statistic): string {
  const unit = unitOf(statistic);
  if (unit === 'logits') return `${fixed(low, 2)} to ${fixed(high, 2)} logits`;
  const [least, most] = [Math.max(0, low), Math.min(1, high)];
  return unit === 'auc' ? `${fixed(least, 3)} to ${fixed(most, 3)}` : `${percentNumber(least)} to ${percent(most)}`;
}

/** How far a mean is from the reference, with its sign and unit. */
export function differenceText(difference: number, statistic: Statistic): string {
  const unit = unitOf(statistic);
  if (unit === 'share') return `${signed(difference * 100, 1)} points`;
  return unit === 'auc' ? signed(difference, 3) : `${signed(difference, 2)} logits`;
}

/** What the axis of a chart measures. */
export const unitText = (statistic: Statistic): string => UNITS[unitOf(statistic)];

const UNITS = { logits: 'logits', auc: 'AUC', share: 'share, %' } as const;

/** Shares are shown and typed in percent. */
export const scaleOf = (statistic: Statistic): number => (unitOf(statistic) === 'share' ? 100 : 1);

import type { Interval } from '@/server/stats/aucInterval';
import { type Moments, meanOf } from '@/server/stats/moments';
import { type AlarmRule, alarmOnDay, BURN_IN } from '@/server/stats/restartedAlarm';

/** Days that a sequence may reach back: the starts of a year, among which the level is shared. */
const REACH = 365;

/** From the alarm to its end. `start`, `day`, `ended`: indices of days; `ended` null while it lasts. */
export type Episode = Interval & {
  start: number;
  day: number;
  ended: number | null;
  side: 'above' | 'below';
  n: number;
  mean: number;
};

/** Where to go on. `restart`: first day that a sequence may start on; `look`: first day to look at; `open`: day of an alarm that lasts. */
export type Standing = { restart: number; look: number; open: number | null };

export const FRESH: Standing = { restart: 0, look: 0, open: null };

/**
 * Walks through the days of one sequence: an alarm on the first day at which the band and a restarted confidence
 * sequence are disjoint (`alarmOnDay`), its end on the first day after it at which the latest `burnIn` values lie within
 * the band on average, and new sequences from the day after that. An end whose alarm was raised before (`standing.open`)
 * has its day as `day` and NaN figures. At most 365 days back; O(days · 365).
 */
export function episodes(days: readonly Moments[], rule: AlarmRule, standing: Standing = FRESH): Episode[] {
  const found: Episode[] = [];
  let { restart } = standing;
  let open: Episode | null = standing.open === null ? null : toldBefore(standing.open);
  if (open !== null) found.push(open);
  for (let day = Math.max(standing.look, restart); day < days.length; day++) {
    if (open !== null) {
      if (!isBack(days, open.day, day, rule)) continue;
      open.ended = day;
      restart = day + 1;
      open = null;
      continue;
    }
    const first = Math.max(restart, day - REACH + 1);
    const alarm = alarmOnDay(days.slice(first, day + 1), day - first, rule);
    if (alarm === null) continue;
    const { low, high, n, mean, side } = alarm;
    open = { low, high, n, mean, side, start: first + alarm.start, day, ended: null };
    found.push(open);
  }
  return found;
}

const toldBefore = (day: number): Episode => ({
  ...{ day, start: day, ended: null, side: 'above', n: 0 },
  ...{ mean: Number.NaN, low: Number.NaN, high: Number.NaN },
});

/** Whether the latest values, at least `burnIn` and all after the alarm, lie within the band on average. */
function isBack(days: readonly Moments[], alarm: number, day: number, { band, burnIn = BURN_IN }: AlarmRule): boolean {
  const latest = { n: 0, sum: 0, sumOfSquares: 0 };
  for (let i = day; i > alarm && latest.n < burnIn; i--) {
    latest.n += days[i]?.n ?? 0;
    latest.sum += days[i]?.sum ?? 0;
  }
  if (latest.n < burnIn) return false;
  const mean = meanOf(latest);
  return mean >= band.low && mean <= band.high;
}

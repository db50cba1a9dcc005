import { dayOf, daysFrom, type Grain, hoursFrom, monthOf } from './grain';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** From when on (UTC) results are counted by the day and by the hour; before, by the month. */
export type Resolution = { daysFrom: Date; hoursFrom: Date };

/** What compaction would leave at `now`, but nowhere finer than the ends of the day and month cells that are there. */
export function resolutionAt(now: Date, daysEnd: Date | null, monthsEnd: Date | null): Resolution {
  const days = latest(daysFrom(now), monthsEnd);
  return { daysFrom: days, hoursFrom: latest(latest(hoursFrom(now), daysEnd), days) };
}

const latest = (one: Date, other: Date | null): Date => (other !== null && other > one ? other : one);

/** The cells of one month are numbered: 0 is the month, 1 to 31 are its days, then come its hours. */
export function cellNumber(time: number, month: Date, { daysFrom, hoursFrom }: Resolution): number {
  if (time < daysFrom.getTime()) return 0;
  if (time < hoursFrom.getTime()) return 1 + Math.floor((time - month.getTime()) / DAY);
  return 32 + Math.floor((time - month.getTime()) / HOUR);
}

/** Grain and start of a numbered cell. */
export function cellOfNumber(number: number, month: Date): { grain: Exclude<Grain, 'all'>; start: Date } {
  if (number === 0) return { grain: 'month', start: monthOf(month) };
  if (number < 32) return { grain: 'day', start: dayOf(new Date(month.getTime() + (number - 1) * DAY)) };
  return { grain: 'hour', start: new Date(month.getTime() + (number - 32) * HOUR) };
}

/** The start of the month after. */
export const nextMonth = (month: Date): Date => new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1));

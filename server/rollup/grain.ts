/** How much time a cell covers; `all` is the whole time. */
export type Grain = 'all' | 'hour' | 'day' | 'month';

/** Hours are kept for two days and days for a quarter; older cells are merged into the next coarser grain. */
export const KEEP_HOURS_DAYS = 2;
export const KEEP_DAYS_DAYS = 92;

const DAY = 86_400_000;

export const dayOf = (time: Date): Date => new Date(Math.floor(time.getTime() / DAY) * DAY);
export const monthOf = (time: Date): Date => new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth()));

/** From when on hours are kept, and from when on days (UTC): the starts of a day and of a month. */
export const hoursFrom = (now: Date): Date => dayOf(new Date(now.getTime() - KEEP_HOURS_DAYS * DAY));
export const daysFrom = (now: Date): Date => monthOf(new Date(now.getTime() - KEEP_DAYS_DAYS * DAY));

/** The cell that a time is counted in, once compaction has been. */
export function grainOf(time: Date, now: Date): { grain: 'hour' | 'day' | 'month'; start: Date } {
  if (time < daysFrom(now)) return { grain: 'month', start: monthOf(time) };
  if (time < hoursFrom(now)) return { grain: 'day', start: dayOf(time) };
  return { grain: 'hour', start: new Date(Math.floor(time.getTime() / 3_600_000) * 3_600_000) };
}

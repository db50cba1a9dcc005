const DAY = 86_400_000;

/** The day at an index of a series, and the index of a day; outside the series too. */
export const dayAt = (first: Date, index: number): Date => new Date(first.getTime() + index * DAY);
export const indexOfDay = (first: Date, day: Date): number => Math.round((day.getTime() - first.getTime()) / DAY);

/** A day as `2026-11-22`. */
export const dayText = (day: Date): string => day.toISOString().slice(0, 10);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** When most radiographs are taken and when fewest, hours of the day. */
const PEAK_HOUR = 11;
const QUIET_HOUR = 3;

/** Rate at the quietest hour, relative to the peak. */
const NIGHT = 0.2;

/** Mean gap between studies at the peak and at speed 1, in milliseconds. */
export const PEAK_GAP_MS = 12_000;

/**
 * How many studies arrive at an hour of the day (0 to 24, fractions count), relative to the peak: 1 at 11:00, a fifth at
 * 3:00. Half a cosine up in the 8 hours between, half a cosine down in the other 16: smooth, and periodic.
 */
export function relativeRate(hour: number): number {
  const rise = PEAK_HOUR - QUIET_HOUR;
  const since = (hour - QUIET_HOUR + 24) % 24;
  const turn = since <= rise ? since / rise : 1 + (since - rise) / (24 - rise);
  return NIGHT + ((1 - NIGHT) * (1 - Math.cos(Math.PI * turn))) / 2;
}

/** Mean studies a minute at an hour of the day. */
export const perMinute = (hour: number, speed: number): number => (60_000 / PEAK_GAP_MS) * relativeRate(hour) * speed;

/**
 * The gap to the next study in milliseconds, exponential around the mean of that hour: arrivals of a Poisson process.
 * `draw` in (0, 1).
 */
export function gapMs(draw: number, hour: number, speed: number): number {
  if (!(draw > 0 && draw < 1)) throw new RangeError(`draw: ${draw}, not in (0, 1)`);
  return (-Math.log(draw) * 60_000) / perMinute(hour, speed);
}

/** Hour of the day, 0 to 24, of a time in ms since the epoch where the clocks are `offsetMinutes` ahead of UTC. */
export function hourOf(time: number, offsetMinutes: number): number {
  const local = time + offsetMinutes * 60_000;
  return (((local % DAY) + DAY) % DAY) / HOUR;
}

/** Minutes that the clock on the wall of this server is ahead of UTC: the demonstration's hospitals keep its time. */
export const wallOffset = (at: Date): number => -at.getTimezoneOffset();

export type PartOfDay = 'night' | 'morning' | 'midday' | 'afternoon' | 'evening';

/** The word for an hour of the day. */
export function partOfDay(hour: number): PartOfDay {
  if (hour < 6 || hour >= 22) return 'night';
  if (hour < 10) return 'morning';
  if (hour < 14) return 'midday';
  return hour < 18 ? 'afternoon' : 'evening';
}

/** Steps of the integral over the past: five minutes, over which the rate changes by less than 2 %. */
const STEP = 5 * 60_000;

/**
 * When in the `span` ms before `end` a share (0 to 1) of that span's studies had arrived, in ms since the epoch: the
 * inverse of the integrated rate, linear within a step. Rises with the share.
 */
export function backdated(share: number, end: number, span: number, offsetMinutes: number): number {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`share: ${share}, not in [0, 1]`);
  const steps = Math.ceil(span / STEP);
  const rates = Array.from({ length: steps }, (_, i) =>
    relativeRate(hourOf(end - span + (i + 0.5) * STEP, offsetMinutes)),
  );
  let left = share * rates.reduce((sum, rate) => sum + rate, 0);
  for (const [i, rate] of rates.entries()) {
    if (left <= rate) return Math.min(end, end - span + (i + left / rate) * STEP);
    left -= rate;
  }
  return end;
}

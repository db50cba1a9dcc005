import { z } from 'zod';
import type { Tx } from '@/server/db/client';
import { readSetting } from '@/server/queries/settingStore';
import { CHANNEL_EVENTS } from './channelEvents';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, as 22:00');

/** When nobody is told, by the clocks of a time zone (IANA); `pass`: kinds that are told all the same. */
export const quietHours = z.strictObject({
  enabled: z.boolean(),
  from: clock,
  to: clock,
  zone: z.string().max(64).refine(isZone, 'a time zone, as Europe/Berlin'),
  pass: z.array(z.enum(CHANNEL_EVENTS)).max(CHANNEL_EVENTS.length),
});

export type QuietHours = z.output<typeof quietHours>;

export const QUIET_SETTING = 'quiet-hours';

export const NOT_QUIET: QuietHours = { enabled: false, from: '22:00', to: '07:00', zone: 'UTC', pass: [] };

export const readQuietHours = (tx: Tx) => readSetting(tx, QUIET_SETTING, quietHours, NOT_QUIET);

/** Whether the runtime knows the clocks of a zone. */
function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/**
 * When the quiet hours end that hold at a time; null outside them. By the clocks on the wall: from 22:00 to 7:00 is nine
 * hours, but eight or ten in the nights in which clocks are set. Equal ends are no quiet hours.
 */
export function quietUntil(at: Date, { enabled, from, to, zone }: QuietHours): Date | null {
  if (!enabled || from === to) return null;
  const { day, time } = wallClock(at, zone);
  const overnight = from > to;
  const isQuiet = overnight ? time >= from || time < to : time >= from && time < to;
  if (!isQuiet) return null;
  const end = instantOf(overnight && time >= from ? nextDay(day) : day, to, zone);
  // Where clocks are set back, the hour that ends them is passed twice: the second time it is over.
  return end > at ? end : null;
}

/** The day and the time of day on the wall of a zone, as `2026-11-22` and `14:32`. */
export function wallClock(at: Date, zone: string): { day: string; time: string } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit' },
  }).formatToParts(at);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return { day: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}:${part('minute')}` };
}

const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** The first instant at which a zone's clocks show this day and at least this time: a time that they skip is the moment of the skip. */
function instantOf(day: string, time: string, zone: string): Date {
  const wanted = `${day} ${time}`;
  const guess = Date.parse(`${day}T${time}:00Z`);
  // Clocks are between 14 hours ahead and 12 behind: what they show only grows but where they are set back.
  for (let at = guess - 15 * 3_600_000; at <= guess + 13 * 3_600_000; at += 900_000) {
    const shown = wallClock(new Date(at), zone);
    if (`${shown.day} ${shown.time}` >= wanted) return earliestFrom(at - 900_000, wanted, zone);
  }
  throw new RangeError(`time: ${wanted} in ${zone}`);
}

/** By the minute, within a quarter of an hour. */
function earliestFrom(start: number, wanted: string, zone: string): Date {
  for (let at = start + 60_000; ; at += 60_000) {
    const shown = wallClock(new Date(at), zone);
    if (`${shown.day} ${shown.time}` >= wanted) return new Date(at);
  }
}

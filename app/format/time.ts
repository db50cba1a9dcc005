import { NBSP } from './number';

/** A duration in words of one or two units: "4 s", "12 min", "1 h 3", "3 d". Negative ones count as 0. */
export function since(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds}${NBSP}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}${NBSP}min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)}${NBSP}d`;
  return minutes % 60 === 0 ? `${hours}${NBSP}h` : `${hours}${NBSP}h${NBSP}${minutes % 60}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (value: number): string => String(value).padStart(2, '0');

/** An RFC 3339 instant as "22 Nov 2026, 14:32:08 UTC". UTC, so that server, browser and print agree. */
export function instant(iso: string): string {
  const at = new Date(iso);
  return `${day(iso)}, ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} UTC`;
}

/** An RFC 3339 instant as "22 Nov 2026, 14:32" (UTC), for columns whose head names the zone. */
export function minute(iso: string): string {
  const at = new Date(iso);
  return `${day(iso)}, ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

/** An RFC 3339 instant as "22 Nov 2026" (UTC). */
export function day(iso: string): string {
  const at = new Date(iso);
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()] ?? ''} ${at.getUTCFullYear()}`;
}

/** The start of a trend's bucket, as short as its grain allows: "22 Nov, 14:00", "22 Nov", "Nov 2026". */
export function bucketLabel(iso: string, grain: 'hour' | 'day' | 'month'): string {
  const at = new Date(iso);
  const month = MONTHS[at.getUTCMonth()] ?? '';
  if (grain === 'month') return `${month} ${at.getUTCFullYear()}`;
  return `${at.getUTCDate()} ${month}${grain === 'hour' ? `, ${two(at.getUTCHours())}:00` : ''}`;
}

/** Minutes east of UTC of "+0130" or "-0500" (PS3.3 C.12.1.1.8); null when it is not an offset from −1200 to +1400. */
export function offsetMinutes(text: string): number | null {
  const [, sign, hours, minutes] = /^([+-])(\d{2})([0-5]\d)$/.exec(text) ?? [];
  const total = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return total >= -720 && total <= 840 ? total : null;
}

/**
 * ISO 8601 in UTC, to the millisecond, of a DICOM date (DA, `YYYYMMDD`, also the retired `YYYY.MM.DD`) and time
 * (TM, `HH`, `HHMM`, `HHMMSS`, `HHMMSS.F…`). No or an unreadable time is midnight; second 60 counts as 59.
 * Null when the date does not exist or is outside 1900–2100.
 */
export function toIsoUtc(date: string, time: string, offset: number): string | null {
  const [, year, month, day] = /^(19\d{2}|20\d{2}|2100)\.?(\d{2})\.?(\d{2})$/.exec(date) ?? [];
  if (year === undefined) return null;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const exists = new Date(midnight).toISOString().startsWith(`${year}-${month}-${day}`);
  return exists ? new Date(midnight + millisecondsOfDay(time) - offset * 60_000).toISOString() : null;
}

function millisecondsOfDay(time: string): number {
  const match = /^([01]\d|2[0-3])(?::?([0-5]\d)(?::?([0-5]\d|60)(?:\.(\d{1,6}))?)?)?$/.exec(time);
  if (!match) return 0;
  const [, hours, minutes = '0', seconds = '0', fraction = '0'] = match;
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Math.min(59, Number(seconds));
  return whole * 1000 + Math.floor(Number(`0.${fraction}`) * 1000);
}

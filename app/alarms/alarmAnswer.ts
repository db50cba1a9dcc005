import { plural } from '@/app/format/number';
import type { AlarmRow } from '@/server/alarms/listAlarms';

/** The one sentence of the page: what changed. */
export function alarmAnswer(open: readonly AlarmRow[], total: number, rules: number): string {
  if (rules === 0) return 'Nothing is watched yet.';
  if (total === 0) return 'Nothing that is watched has left its band.';
  const places = new Set(open.map(({ site, viewPosition }) => `${site}, ${viewPosition}`));
  const [only] = places;
  const where = places.size === 1 && only !== undefined ? `at ${only}` : `at ${places.size} places`;
  return total > open.length
    ? `${plural(total, 'alarm')} are open.`
    : `${plural(total, 'alarm')} ${total === 1 ? 'is' : 'are'} open, ${where}.`;
}

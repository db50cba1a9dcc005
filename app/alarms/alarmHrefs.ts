import type { AlarmRow } from '@/server/alarms/listAlarms';

/** The cases that an alarm is about: from the start of its sequence to its end, or on. */
export function alarmCasesHref({ model, finding, site, viewPosition, since, figures }: AlarmRow): string {
  const { endedDay } = figures;
  const query = new URLSearchParams({ model, finding, site, viewPosition, from: since, sort: 'outside' });
  if (endedDay !== null) query.set('to', dayAfter(endedDay));
  return `/cases?${query}`;
}

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

export const incidentHref = (number: number): string => `/incidents/${number}`;

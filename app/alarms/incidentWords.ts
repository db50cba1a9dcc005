import type { IncidentEntry, IncidentState } from '@/server/alarms/incidents';

export const STATE_WORDS: Record<IncidentState, string> = {
  open: 'Open',
  acknowledged: 'Acknowledged',
  resolved: 'Resolved',
  dismissed: 'Dismissed',
};

/** What happened, in the past tense; of a note its own words. */
export function entryWords({ kind, note, from, to, undo }: IncidentEntry): string {
  if (kind === 'note') return note ?? '';
  if (kind === 'alarm') return 'An alarm was added';
  if (kind === 'owner') {
    if (undo) return `Undone: ${to ?? 'nobody'} owns it`;
    return to === null ? `${from ?? 'Nobody'} gave it back` : `Handed to ${to}`;
  }
  return undo ? `Undone: it is ${to} again` : `From ${from} to ${to}`;
}

/** Who wrote, by name where there is one. */
export const writerWords = ({ name, by }: IncidentEntry): string =>
  name ?? (by.startsWith('system') ? 'Sightline' : by.startsWith('key') ? 'an API key' : 'an account that is gone');

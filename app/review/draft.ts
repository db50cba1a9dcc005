import type { ZoneName } from '@/server/audit/zone';

export const UNAIDED_ANSWERS = ['present', 'absent', 'unsure'] as const;
export type UnaidedAnswer = (typeof UNAIDED_ANSWERS)[number];

export const VERDICTS = ['agree', 'disagree', 'wrong-reason'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Characters of a note at most. */
export const LONGEST_NOTE = 1000;

/** Keys of the options, in their order. */
export const OPTION_KEYS = ['q', 'w', 'e'] as const;

/** Zones that can give a wrong reason away, in the order of their keys 1 to 8. */
export const REASON_ZONES = [
  'marker',
  'frame',
  'lung-right',
  'lung-left',
  'heart',
  'mediastinum',
  'abdomen',
  'body-other',
] as const satisfies readonly ZoneName[];

/** What a reader has chosen and not yet saved. */
export type Draft = { choice: string | null; zone: ZoneName | null; note: string };

export const EMPTY_DRAFT: Draft = { choice: null, zone: null, note: '' };

/** Zones are asked for once a reader said that the reason is wrong. */
export const asksZone = ({ choice }: Draft): boolean => choice === 'wrong-reason';

/** The draft after another choice; a zone belongs to a wrong reason alone. */
export const choosing = (draft: Draft, choice: string): Draft => ({
  ...draft,
  choice,
  zone: choice === 'wrong-reason' ? draft.zone : null,
});

/** What is still missing before it can be saved, in words; null when nothing is. */
export function missing(draft: Draft): string | null {
  if (draft.choice === null) return 'Choose an answer first: q, w or e.';
  if (asksZone(draft) && draft.zone === null) return 'Choose the zone that gave it away: 1 to 8.';
  if (draft.note.length > LONGEST_NOTE) return `The note is longer than ${LONGEST_NOTE} characters.`;
  return null;
}

/** The body that saves a draft. */
export function bodyOf({ choice, zone, note }: Draft): object {
  const text = note.trim();
  return { verdict: choice, ...(zone !== null && { zone }), ...(text !== '' && { note: text }) };
}

/** Where the verdict moves to with a key: an option, or a zone while one is asked for; null for any other key. */
export function keyed(draft: Draft, key: string, options: readonly string[]): Draft | null {
  const keys: readonly string[] = OPTION_KEYS;
  const option = options[keys.indexOf(key)];
  if (option !== undefined) return choosing(draft, option);
  const zone = /^[1-9]$/.test(key) && asksZone(draft) ? REASON_ZONES[Number(key) - 1] : undefined;
  return zone === undefined ? null : { ...draft, zone };
}

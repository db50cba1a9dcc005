import { count } from '@/app/format/number';
import type { TrailRow } from '@/server/queries/trail';
import { TRAIL_KINDS, type TrailKind } from '@/server/trail/trailEntry';
import type { TrailGuard } from '@/server/trail/trailRights';
import type { Fault } from '@/server/trail/verifyChain';

/** A kind in words: "Prediction committed". */
export function kindWord(kind: string): string {
  const words = kind.replaceAll('-', ' ').replace(':', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const KIND_OPTIONS: [TrailKind, string][] = TRAIL_KINDS.map((kind) => [kind, kindWord(kind)]);

/** Who did it, as a person reads it: "Ada", "key Night import", "key 60a485ef…". */
export function actorWord({ actor, actorName }: Pick<TrailRow, 'actor' | 'actorName'>): string {
  const [kind = '', id = ''] = actor.split(' ');
  if (actorName !== null) return kind === 'account' ? actorName : `${kind} ${actorName}`;
  return /^[0-9a-f]{8}-/.test(id) ? `${kind} ${id.slice(0, 8)}…` : actor;
}

/** What it is about, in a line: "link For the board", "instance:60a485ef…". */
export function subjectWord(subject: string, name: string | undefined): string {
  if (name !== undefined) return `${subject.slice(0, subject.indexOf(':')).replaceAll('-', ' ')} ${name}`;
  return subject.replace(/([0-9a-f]{8})(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, '$1…');
}

/** What keeps the records from being changed, in a word and a sentence. */
export const GUARD_WORDS: Record<TrailGuard, { word: string; sentence: string }> = {
  permissions: {
    word: 'By permissions',
    sentence: 'The database refuses changes to the login that this product uses.',
  },
  triggers: {
    word: 'By triggers only',
    sentence:
      'The database user owns the trail and could take the triggers away. docs/trail.md says how to part the two.',
  },
  nothing: { word: 'Not at all', sentence: 'The triggers of the trail are switched off.' },
};

/** Where a fault is: "record 7" or "records 7 to 9". */
export const placeWord = ({ from, to }: Fault): string =>
  from === to ? `record ${count(from)}` : `records ${count(from)} to ${count(to)}`;

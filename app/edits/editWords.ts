import { fixed, NBSP, signed } from '@/app/format/number';
import { probability } from '@/app/format/share';
import type { EditKind, EditOutcome } from '@/server/edit/edit';
import type { EditFinding } from '@/server/queries/edits';

type KindWords = {
  /** As a row or the name of a picture. */
  name: string;
  /** What is done, in one sentence. */
  says: string;
};

export const EDIT_WORDS: Record<EditKind, KindWords> = {
  'marker-erase': {
    name: 'Marker erased',
    says: 'The marker is painted over with what surrounds it.',
  },
  'marker-sham': {
    name: 'Sham',
    says: 'The same shape is painted over elsewhere, where no marker is: what painting alone does.',
  },
  'swap-other': {
    name: 'Other site’s marker and frame',
    says: 'Marker and frame are taken from a case of another site.',
  },
  'swap-same': {
    name: 'Own site’s marker and frame',
    says: 'Marker and frame are taken from another case of the same site: what pasting alone does.',
  },
  'frame-erase': {
    name: 'Frame erased',
    says: 'The frame around the body is blackened, which no real image has: it is shown and decides nothing.',
  },
};

/** The control that is subtracted from an edit. */
export const CONTROL_OF: Partial<Record<EditKind, EditKind>> = {
  'marker-erase': 'marker-sham',
  'swap-other': 'swap-same',
};

/** Why there is no edited picture. */
export function outcomeWords(kind: EditKind, outcome: Exclude<EditOutcome, 'edited'>): string {
  if (outcome === 'no-place') return 'no free place of the marker’s size';
  if (outcome === 'no-donor') return kind === 'swap-same' ? 'no other case of this site' : 'no case of another site';
  return kind === 'frame-erase'
    ? 'no frame found'
    : kind.startsWith('swap')
      ? 'no marker or frame found'
      : 'no marker found';
}

/** "−0.77", in logits. */
export const deltaText = (delta: number): string => signed(delta, 2);

/** "39 % to 23 %" */
export const probabilities = ({ before, after }: Pick<EditFinding, 'before' | 'after'>): string =>
  `${probability(before.probability)}${NBSP}to ${probability(after.probability)}`;

/** "−0.43 to −1.20" */
export const logits = ({ before, after }: Pick<EditFinding, 'before' | 'after'>): string =>
  `${fixed(before.logit, 2)}${NBSP}to ${fixed(after.logit, 2)}`;

/** How an edited picture compares to real ones, as the network sees it. */
export const distributionWords = (inDistribution: boolean | null): string =>
  inDistribution === null ? 'likeness not judged' : inDistribution ? 'looks real to the model' : 'unlike real images';

/** What that means for the verdict. */
export const distributionMeaning = (inDistribution: boolean | null): string =>
  inDistribution === null
    ? 'Too few real images were read to judge it, or the version has no embedding: it confirms nothing.'
    : inDistribution
      ? 'Its embedding is as near to those of real images as 99 % of real images are.'
      : 'Its embedding is further from those of real images than 99 % of real images are: it is shown and confirms nothing.';

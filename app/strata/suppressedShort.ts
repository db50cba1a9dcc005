import type { Suppressed } from '@/server/queries/aucSummary';

/** Why a figure is not told, for a cell; the sentence is in SUPPRESSED_WORDS. */
export const SUPPRESSED_SHORT: Record<Suppressed, string> = {
  fewer_than_10_positives: 'under 10 with it',
  fewer_than_10_negatives: 'under 10 without it',
  being_recounted: 'being counted',
};

/** The same where a figure may also be missing for want of any label. */
export const whyHidden = (suppressed: Suppressed | null, labelled: number): string => {
  if (labelled === 0) return 'no labels';
  return suppressed === null ? 'not told' : SUPPRESSED_SHORT[suppressed];
};

import { VERDICT_WORDS } from '@/server/evidence/verdict';
import type { AucSummary, SiteEffect, SiteEffectSummary } from '@/server/queries/overview';

/** The word of each grade; one mapping for every page. */
export const GRADE_WORDS = VERDICT_WORDS;

/** What the direction of an effect means, as a clause. */
export const GRADIENT_WORDS: Record<SiteEffect['gradient'], string> = {
  along: 'along the prevalence',
  against: 'against the prevalence',
  none: 'no clear difference in prevalence',
};

/** Why a finding has no site effect: short for a cell, and as a sentence. */
export const NO_EFFECT_WORDS: Record<NonNullable<SiteEffectSummary['none']>, { short: string; says: string }> = {
  no_truths: {
    short: 'no labels',
    says: 'No labels have come yet; a site effect is measured among cases without the finding.',
  },
  one_site: { short: 'one site', says: 'One site: no site effect to measure.' },
  fewer_than_10_negatives: {
    short: 'too few cases',
    says: 'A site needs 10 cases without the finding to be shown, and 100 to be graded.',
  },
  being_recounted: { short: 'recounting', says: 'Scores of older cases are being counted.' },
};

/** Why an AUC is not told. */
export const SUPPRESSED_WORDS: Record<NonNullable<AucSummary['suppressed']>, string> = {
  fewer_than_10_positives: 'fewer than 10 cases with the finding',
  fewer_than_10_negatives: 'fewer than 10 cases without the finding',
  being_recounted: 'scores of older cases are being counted',
};

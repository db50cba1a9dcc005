import type { QualityRate } from '@/server/queries/mapQuality';

const WORDS: Record<string, string> = {
  blank: 'Blank',
  flat: 'Flat',
  'not-finite': 'Not a number',
  'all-negative': 'Positive, but no evidence for',
  inverted: 'Inverted',
  no_positive_evidence: 'No positive evidence',
  mask_missing: 'Mask missing',
  mask_invalid: 'Mask unusable',
  no_saliency: 'No map',
};

/** What is wrong with a map, or why its outside share is undefined, as a column's head. */
export const rateWord = (reason: string): string => WORDS[reason] ?? reason.replaceAll('_', ' ');

/** Reasons of which there is any, in their order, and those that were looked for and not found. */
export function reasonsOf(rows: readonly QualityRate[]): { found: string[]; absent: string[] } {
  const reasons = [...new Set(rows.filter(({ share }) => share !== null).map(({ reason }) => reason))];
  const isFound = (reason: string) => rows.some((row) => row.reason === reason && (row.share?.hits ?? 0) > 0);
  return { found: reasons.filter(isFound), absent: reasons.filter((reason) => !isFound(reason)) };
}

/** "none blank, flat or inverted", as a sentence's part. */
export function absentWords(reasons: readonly string[]): string {
  const words = reasons.map((reason) => rateWord(reason).toLowerCase());
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join('; ')} or ${last}`;
}

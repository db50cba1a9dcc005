const WORDS: Record<string, string> = {
  no_positive_evidence: 'no positive evidence',
  no_negative_evidence: 'no negative evidence',
  mask_missing: 'a mask of the anatomy is missing',
  mask_invalid: 'a mask of the anatomy is not usable',
  mask_prior: 'only the average anatomy was at hand',
  no_saliency: 'the model has no map',
  map_not_finite: 'the map has numbers that are not finite',
};

/** Why an outside share is not defined, in words; an unknown code is shown with spaces. */
export const undefinedReason = (code: string | null): string =>
  code === null ? 'not defined' : (WORDS[code] ?? code.replaceAll('_', ' '));

const SENTENCES: Record<string, string> = {
  no_positive_evidence:
    'The map has no positive mass worth the name (under 0.0001 logits), so its outside share is undefined, not 0.',
  mask_missing: 'No mask of this finding’s anatomy was delivered or made. The score still counts; the zones do not.',
  mask_invalid:
    'The mask of this finding’s anatomy was refused as implausible. The score still counts; the zones do not.',
  mask_prior:
    'Nobody looked for the anatomy in this image: the zones are the average ones, so the share is shown and not counted.',
};

/** The same as a full sentence for the place where the number would stand. */
export const undefinedSentence = (code: string | null): string =>
  (code !== null && SENTENCES[code]) || `The outside share is undefined: ${undefinedReason(code)}.`;

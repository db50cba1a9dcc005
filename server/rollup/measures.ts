/** The summed columns of a rollup cell, in the order in which they are written. */
export const MEASURES = [
  'n',
  'positives',
  'negatives',
  'flagged',
  'sumProbability',
  'outsideN',
  'sumOutside',
  'sumOutsideSquared',
  'sumAreaOutside',
  'undefinedNoEvidence',
  'undefinedMaskMissing',
  'undefinedMaskInvalid',
  'undefinedNoSaliency',
  'sumPositiveLogit',
  'sumPositiveLogitSquared',
  'sumNegativeLogit',
  'sumNegativeLogitSquared',
  'sumPositiveProbability',
  'sumNegativeProbability',
  'sumSquaredError',
] as const;

export type Measure = (typeof MEASURES)[number];

/** The histograms of a cell: of the logit by truth, and of the defined outside shares. */
export const HISTOGRAMS = ['positiveScores', 'negativeScores', 'unlabelledScores', 'outsideShares'] as const;

/** A flag makes a case worth a look; it is not a verdict. */
export const FLAGS = {
  'outside-anatomy':
    'The probability is at or above the threshold and more of the positive evidence lies outside the anatomy than its area would give by chance.',
} as const;

export type Flag = keyof typeof FLAGS;

/** What flags are decided on; `threshold` null = the manifest gives none, and nothing is flagged. Shares on 0–1. */
export type Flaggable = {
  probability: number;
  threshold: number | null;
  outsideShare: number | null;
  areaOutside: number | null;
};

/** The flags of one finding on one image; none where the outside share is undefined. */
export function flagsOf({ probability, threshold, outsideShare, areaOutside }: Flaggable): Flag[] {
  if (threshold === null || outsideShare === null || areaOutside === null) return [];
  return probability >= threshold && outsideShare > areaOutside ? ['outside-anatomy'] : [];
}

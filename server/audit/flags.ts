/** A flag makes a case worth a look; it is not a verdict. */
export const FLAGS = {
  'outside-anatomy':
    'The probability is at or above the threshold, and most of the positive evidence lies outside the anatomy, more than chance would put there.',
} as const;

export type Flag = keyof typeof FLAGS;

/** Over this share of the positive evidence is most of it. */
const MOST = 0.5;

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
  return probability >= threshold && outsideShare > Math.max(MOST, areaOutside) ? ['outside-anatomy'] : [];
}

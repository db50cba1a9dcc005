/**
 * log2(share / area): how far a share of mass lies above (positive) or below (negative) what an even spread over
 * the image would give; 1 is twice chance. Null where it has no finite value: no share, a share of 0, no area.
 */
export function log2Enrichment(share: number | null, area: number): number | null {
  return share === null || share <= 0 || area <= 0 ? null : Math.log2(share / area);
}

import type { Mask } from './mask';

/** The number of pixels of a mask. */
export function maskArea(mask: Mask): number {
  let area = 0;
  for (const value of mask.data) area += value;
  return area;
}

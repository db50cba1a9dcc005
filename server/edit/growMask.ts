import { dilateByReach } from '@/server/audit/dilateByReach';
import type { Mask } from '@/server/audit/mask';

/** Pixels that a share of a mask's width is, at least one. */
export const pixelsOf = (share: number, { width }: { width: number }): number => Math.max(1, Math.round(share * width));

/**
 * The mask grown by a disc whose radius is a share of the image's width: pixels whose centre lies at most half a pixel
 * further than that from a pixel of the mask. An empty mask stays empty.
 * @throws RangeError `mask size: …`
 */
export function growMask(mask: Mask, share: number): Mask {
  const radius = pixelsOf(share, mask);
  const reach = Int32Array.from({ length: radius + 1 }, (_, dx) =>
    Math.floor(Math.sqrt((radius + 0.5) ** 2 - dx * dx)),
  );
  return dilateByReach(mask, reach);
}

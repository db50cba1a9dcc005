import type { Mask } from '@/server/audit/mask';
import { poolToGrid } from '@/server/audit/poolToGrid';

/** Longest side at which a map is held against a lesion; a model's grid is far coarser. */
export const LESION_SIDE = 512;

/** A size of the same shape, its longest side at most `LESION_SIDE`. */
export function lesionSize(height: number, width: number): [height: number, width: number] {
  const scale = Math.min(1, LESION_SIDE / Math.max(height, width));
  return [Math.max(1, Math.round(height * scale)), Math.max(1, Math.round(width * scale))];
}

/**
 * A mask at most `LESION_SIDE` a side: a pixel is inside where half of it is or more. One too fine for that keeps the
 * pixels that hold most of it, so that no lesion is lost.
 */
export function shrinkLesion(mask: Mask): Mask {
  const [height, width] = lesionSize(mask.height, mask.width);
  if (height === mask.height && width === mask.width) return mask;
  const shares = poolToGrid(mask, height, width);
  const most = shares.reduce((high, share) => Math.max(high, share), 0);
  const least = Math.min(0.5, most);
  return { height, width, data: Uint8Array.from(shares, (share) => (share > 0 && share >= least ? 1 : 0)) };
}

import { murmur3 } from '@/server/stats/murmur3';
import { bilinearPlane } from './bilinearPlane';

/** Words of the hash beside a mask's number: beyond any cell. */
const [DOWN, RIGHT] = [1_000_000, 1_000_001];

/**
 * Mask `index` of a seed, [height, width] in 0–1: a grid of coin tosses, enlarged bilinearly by one cell more than the
 * image and shifted at random by less than a cell (Petsiuk et al., BMVC 2018). Coins and shifts are hashes of seed,
 * mask and cell, so that a mask can be made by itself.
 */
export function riseMask(
  index: number,
  { grid, seed }: { grid: number; seed: number },
  { height, width }: { height: number; width: number },
): Float64Array {
  const coins = Float64Array.from({ length: grid * grid }, (_, cell) => murmur3([index, cell], seed) >>> 31);
  const [down, right] = [Math.ceil(height / grid), Math.ceil(width / grid)];
  const top = Math.floor((murmur3([index, DOWN], seed) / 2 ** 32) * down);
  const left = Math.floor((murmur3([index, RIGHT], seed) / 2 ** 32) * right);
  return bilinearPlane(
    { height: grid, width: grid, values: coins },
    { height: (grid + 1) * down, width: (grid + 1) * right },
    { top, left, height, width },
  );
}

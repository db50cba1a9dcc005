import { openStream } from '@/server/phantom/random';

/** Seeded choices: the same seed and name always draw the same. */
export type Draws = {
  /** A whole number from 0 to below `count`; 0 when `count` is below 1. */
  below(count: number): number;
  pick<T>(items: readonly T[]): T;
  chance(share: number): boolean;
  bytes(count: number): Uint8Array;
};

export function drawsOf(seed: number, name: string): Draws {
  const stream = openStream(seed, name);
  const below = (count: number) => (count < 1 ? 0 : Math.floor(stream.uniform(0, count)));
  return {
    below,
    pick(items) {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError('items: none to pick from');
      return item;
    },
    chance: (share) => stream.chance(share),
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
  };
}

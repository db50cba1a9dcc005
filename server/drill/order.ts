import { openStream } from '@/server/phantom/random';

/**
 * How a request is sent. `twice`: two at once. `broken`: the connection breaks on the way, and it is sent again.
 * `abandoned`: the same, and it is not. `waiting`: with `?wait=1`. `keyed`: with an Idempotency-Key, again after its
 * answer. `refused`: a file cut short, which must be refused.
 */
export const WAYS = ['plain', 'twice', 'broken', 'waiting', 'keyed', 'abandoned', 'refused'] as const;
export type Way = (typeof WAYS)[number];

/** Request number `n` of the load. */
export type Order = {
  n: number;
  way: Way;
  site: string;
  /** Share of the request's bytes that are sent before the connection breaks; 1: all, but the answer is not read. */
  brokenAt: number;
  /** Pause before the next request of the same sender, ms. */
  pauseMs: number;
};

/** Cumulative shares of the ways. */
const SHARES: [number, Way][] = [
  [0.15, 'twice'],
  [0.3, 'broken'],
  [0.4, 'waiting'],
  [0.5, 'keyed'],
  [0.56, 'abandoned'],
  [0.62, 'refused'],
];

/** Draws request `n`; depends on its arguments alone. */
export function planOrder(seed: number, n: number): Order {
  const random = openStream(seed + n, 'drill load');
  const at = random.uniform(0, 1);
  const way = SHARES.find(([share]) => at < share)?.[1] ?? 'plain';
  const site = `Drill ${random.chance(0.5) ? 'A' : 'B'}`;
  const brokenAt = random.chance(0.3) ? 1 : random.uniform(0.05, 0.95);
  return { n, way, site, brokenAt, pauseMs: Math.round(random.uniform(150, 650)) };
}

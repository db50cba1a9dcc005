import { createHash } from 'node:crypto';

/** What is drawn for a case: whether an unflagged one is a control, read twice, read unaided first, and its place in the queue. */
export type Draw = 'control' | 'second' | 'unaided' | 'place';

/**
 * A number from 0 up to 1 that looks like chance and is the same for the same seed, purpose and ids, so that a draw can be
 * repeated and proved. sha256, first 52 bits.
 */
export function drawByHash(seed: number, draw: Draw, ...ids: readonly (string | number)[]): number {
  const digest = createHash('sha256')
    .update([seed, draw, ...ids].join(' '))
    .digest('hex');
  return Number.parseInt(digest.slice(0, 13), 16) / 2 ** 52;
}

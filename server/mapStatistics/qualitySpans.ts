/** Layers of a network whose weights are permuted, counted from the output; `to` is not among them. */
export type QualitySpan = { arm: 'cascade' | 'independent'; from: number; to: number };

/** Shares of all layers that the cascade has reached at each step, after the head alone. */
const SHARES = [1 / 8, 1 / 4, 1 / 2, 3 / 4, 1];

/**
 * Which layers the randomisation check permutes: the cascade from the head down to all of them, and what each step added
 * alone (Adebayo et al. 2018). The head alone belongs to both and is listed once, as a step of the cascade.
 * @throws RangeError `layers: …` without any
 */
export function qualitySpans(layers: number): QualitySpan[] {
  if (!(Number.isInteger(layers) && layers > 0)) throw new RangeError(`layers: ${layers}`);
  const ends = [...new Set([1, ...SHARES.map((share) => Math.ceil(share * layers))])];
  return [
    ...ends.map((to): QualitySpan => ({ arm: 'cascade', from: 0, to })),
    ...ends.slice(1).map((to, index): QualitySpan => ({ arm: 'independent', from: ends[index] ?? 0, to })),
  ];
}

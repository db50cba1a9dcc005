import { openStream, type RandomStream } from '@/server/phantom/random';
import { FAULT_KINDS, type FaultKind } from './faultKind';

export type PlannedFault = {
  kind: FaultKind;
  /** Quiet time before it, ms. */
  waitMs: number;
  /** How long a frozen process or a full disk stays so, ms. */
  holdMs: number;
  /** Whether the product may recover before the next fault comes. */
  settle: boolean;
};

/**
 * Draws the faults of a drill. Kinds come in shuffled rounds, so that none is missing and no order is favoured; one in
 * five faults hits a product that still recovers from the one before.
 * @throws RangeError `faults: …` unless a whole number of at least 1; `kinds: …` when empty
 */
export function planFaults(faults: number, seed: number, kinds: readonly FaultKind[] = FAULT_KINDS): PlannedFault[] {
  if (!Number.isInteger(faults) || faults < 1) throw new RangeError(`faults: ${faults}`);
  if (kinds.length === 0) throw new RangeError('kinds: none');
  const random = openStream(seed, 'drill faults');
  const rounds = Array.from({ length: Math.ceil(faults / kinds.length) }, () => shuffled(kinds, random));
  return rounds
    .flat()
    .slice(0, faults)
    .map((kind) => ({
      kind,
      waitMs: Math.round(random.uniform(100, 2_500)),
      holdMs: Math.round(random.uniform(1_000, 5_000)),
      settle: !random.chance(0.2),
    }));
}

/** Fisher–Yates. */
function shuffled<Item>(items: readonly Item[], random: RandomStream): Item[] {
  const left = [...items];
  const drawn: Item[] = [];
  while (left.length > 0) drawn.push(...left.splice(Math.floor(random.uniform(0, left.length)), 1));
  return drawn;
}

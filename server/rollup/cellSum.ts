import { LOGIT_BINS } from '@/server/stats/logitBins';
import type { Contribution } from './contribution';
import { HISTOGRAMS, MEASURES } from './measures';

/** A sum of contributions. `measures` as there; `scores`: change by slot, without zeros. */
export type CellSum = { measures: Float64Array; scores: Map<number, number> };

export const emptySum = (): CellSum => ({ measures: new Float64Array(MEASURES.length), scores: new Map() });

/**
 * Adds a contribution, in place. Sums are exact while they stay below 2^53: for 131,000 results, far more than one
 * transaction writes; `measureTexts` refuses the rest.
 */
export function addToSum({ measures, scores }: CellSum, added: Contribution): void {
  for (let i = 0; i < measures.length; i++) measures[i] = (measures[i] ?? 0) + (added.measures[i] ?? 0);
  for (let i = 0; i + 1 < added.scores.length; i += 2) {
    addScore(scores, added.scores[i] ?? 0, added.scores[i + 1] ?? 0);
  }
}

/** Changes the count of one slot, in place. */
export function addScore(scores: Map<number, number>, slot: number, change: number): void {
  const count = (scores.get(slot) ?? 0) + change;
  if (count === 0) scores.delete(slot);
  else scores.set(slot, count);
}

/** @throws RangeError for a sum that is no longer exact */
export function measureText(value: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`sum of a cell: ${value}`);
  return String(value + 0);
}

/** The histograms as the database holds them, each as the text of an array: bin, count, bin, count … by bin. */
export function histogramTexts(scores: ReadonlyMap<number, number>): string[] {
  const parts: string[][] = HISTOGRAMS.map(() => []);
  const slots = scores.size > 1 ? [...scores.keys()].sort((a, b) => a - b) : scores.keys();
  for (const slot of slots) {
    parts[Math.floor(slot / LOGIT_BINS)]?.push(`${slot % LOGIT_BINS},${scores.get(slot) ?? 0}`);
  }
  return parts.map((part) => `{${part.join(',')}}`);
}

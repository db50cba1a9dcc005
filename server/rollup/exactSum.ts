import { LOGIT_BINS } from '@/server/stats/logitBins';
import { addScore, histogramTexts } from './cellSum';
import { type Contribution, SCORE_SLOTS } from './contribution';
import { HISTOGRAMS, MEASURES } from './measures';

/** Contributions that are added as numbers before they are carried: each is at most 2^36, so they stay below 2^52. */
const CARRY = 2 ** 15;

/** Beyond, a table of all slots is smaller. */
const MOST_IN_MAP = 200;

/** Values of a cell's text with more digits than this are added as bigints. */
const DIGITS = 10;

/** The sum of any number of contributions and cells, exact. */
export class ExactSum {
  readonly #small = new Float64Array(MEASURES.length);
  #large: bigint[] | null = null;
  #added = 0;
  #few: Map<number, number> | null = new Map();
  #all: Int32Array | null = null;

  add({ measures, scores }: Contribution): void {
    const small = this.#small;
    for (let i = 0; i < small.length; i++) small[i] = (small[i] ?? 0) + (measures[i] ?? 0);
    for (let i = 0; i + 1 < scores.length; i += 2) this.#count(scores[i] ?? 0, scores[i + 1] ?? 0);
    this.#grown();
  }

  addSum(other: ExactSum): void {
    const small = this.#small;
    for (let i = 0; i < small.length; i++) small[i] = (small[i] ?? 0) + (other.#small[i] ?? 0);
    this.#added += other.#added;
    if (other.#large !== null) {
      const large = this.#carry();
      for (const [i, value] of other.#large.entries()) large[i] = (large[i] ?? 0n) + value;
    }
    for (const [slot, count] of other.scores()) this.#count(slot, count);
    this.#grown();
  }

  /** Adds a cell (`sign` 1) or takes it away (−1): its values in the form of `VALUES_TEXT`. */
  addText(values: readonly string[], sign: 1 | -1): void {
    for (let i = 0; i < MEASURES.length; i++) {
      const text = values[i] ?? '';
      if (text.length <= DIGITS) this.#small[i] = (this.#small[i] ?? 0) + sign * Number(text);
      else {
        this.#large ??= MEASURES.map(() => 0n);
        this.#large[i] = (this.#large[i] ?? 0n) + BigInt(sign) * BigInt(text);
      }
    }
    for (let h = 0; h < HISTOGRAMS.length; h++) {
      const text = values[MEASURES.length + h] ?? '';
      if (text === '') continue;
      const pairs = text.split(',');
      for (let i = 0; i + 1 < pairs.length; i += 2) {
        this.#count(h * LOGIT_BINS + Number(pairs[i]), sign * Number(pairs[i + 1]));
      }
    }
    this.#grown();
  }

  isZero(): boolean {
    const noScores = this.#few === null ? this.#all?.every((count) => count === 0) : this.#few.size === 0;
    if (noScores !== true) return false;
    if (this.#large === null) return this.#small.every((value) => value === 0);
    return this.#carry().every((value) => value === 0n);
  }

  measureTexts(): string[] {
    // Adding 0 makes 0 of −0.
    return this.#large === null ? Array.from(this.#small, (value) => String(value + 0)) : this.#carry().map(String);
  }

  histogramTexts(): string[] {
    return histogramTexts(new Map(this.scores()));
  }

  *scores(): Iterable<[number, number]> {
    if (this.#few !== null) yield* this.#few;
    else for (const [slot, count] of (this.#all ?? []).entries()) if (count !== 0) yield [slot, count];
  }

  #count(slot: number, change: number): void {
    if (this.#all !== null) {
      this.#all[slot] = (this.#all[slot] ?? 0) + change;
    } else if (this.#few !== null) {
      addScore(this.#few, slot, change);
      if (this.#few.size <= MOST_IN_MAP) return;
      this.#all = new Int32Array(SCORE_SLOTS);
      for (const [known, count] of this.#few) this.#all[known] = count;
      this.#few = null;
    }
  }

  #grown(): void {
    this.#added += 1;
    if (this.#added >= CARRY) this.#carry();
  }

  #carry(): bigint[] {
    const large = this.#large ?? MEASURES.map(() => 0n);
    this.#large = large;
    this.#small.forEach((value, i) => {
      if (value !== 0) large[i] = (large[i] ?? 0n) + BigInt(value);
    });
    this.#small.fill(0);
    this.#added = 0;
    return large;
  }
}

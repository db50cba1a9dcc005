import { STRATIFIERS } from '@/server/cohort/cohortFilter';
import type { CellRow } from './applyCells';
import { ExactSum } from './exactSum';

/** One stratum of one stratifier at one site. */
export type Place = { by: string; stratum: string; site: string };

/** Numbers places in the order in which they come. */
export class Places {
  readonly #numbers = new Map<string, number>();
  readonly #places: Place[] = [];

  numberOf(by: string, stratum: string, site: string): number {
    const key = `${by}\0${stratum}\0${site}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#places.length);
    return this.#places.push({ by, stratum, site }) - 1;
  }

  /** Of an acquisition with these strata: the place of each stratifier. */
  allOf(strata: Record<(typeof STRATIFIERS)[number], string>): number[] {
    return STRATIFIERS.map((by) => this.numberOf(by, strata[by], strata.site));
  }

  at(number: number): Place {
    const place = this.#places[number];
    if (place === undefined) throw new RangeError(`place: ${number}`);
    return place;
  }
}

/** Room for starts in a key: a month has fewer cells of all grains than this. */
const STARTS = 1024;
const FINDINGS = 2 ** 20;

/** Sums by place, finding and start of the cell. Starts and grains are numbered by who uses the book. */
export class SumBook {
  readonly #sums = new Map<number, ExactSum>();

  at(place: number, findingId: number, start: number): ExactSum {
    if (findingId >= FINDINGS || start >= STARTS) throw new RangeError(`finding ${findingId}, start ${start}`);
    const key = (place * FINDINGS + findingId) * STARTS + start;
    let sum = this.#sums.get(key);
    if (sum === undefined) {
      sum = new ExactSum();
      this.#sums.set(key, sum);
    }
    return sum;
  }

  *entries(): Iterable<{ place: number; findingId: number; start: number; sum: ExactSum }> {
    for (const [key, sum] of this.#sums) {
      const start = key % STARTS;
      const rest = (key - start) / STARTS;
      const findingId = rest % FINDINGS;
      yield { place: (rest - findingId) / FINDINGS, findingId, start, sum };
    }
  }
}

/** A sum as it is added to a cell. */
export const cellRow = (place: Place, findingId: number, start: Date, sum: ExactSum): CellRow => ({
  ...place,
  findingId,
  start,
  measures: sum.measureTexts(),
  histograms: sum.histogramTexts(),
});

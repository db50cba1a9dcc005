import type { Stratifier } from '@/server/cohort/cohortFilter';
import { type CellSums, NO_CELLS } from '@/server/queries/cellSums';
import type { StratumSums } from '@/server/queries/strataSums';
import { type Acquisition, type Countable, HISTOGRAMS, MEASURES, strataOf } from '@/server/rollup/cell';
import { addToSum, type CellSum, emptySum, histogramTexts } from '@/server/rollup/cellSum';
import { contributionOf } from '@/server/rollup/contribution';

/** What results add up to, by stratum of a variable; the very sums that a rollup would hold of them. */
export type StrataTally = {
  add(result: Countable, instance: Acquisition): void;
  /** As `readStrata` gives them: those with most cases first. */
  strata(): StratumSums[];
  /** Ends of the hours that were counted; null when there are none. */
  period(): { from: Date | null; to: Date | null };
};

/** `sum`: of the last results, exact below 2^53; `whole`: of those before, [MEASURES.length]. */
type Stratum = { sum: CellSum; held: number; whole: bigint[] };

/** Results after which sums are carried over: of 131,000 the fixed-point ones may leave 2^53. */
const CARRY = 100_000;
const HOUR = 3_600_000;

/** By site without `by`. Each result is counted by the rollup's own arithmetic, so there is one definition. */
export function strataTally(by: Stratifier | null): StrataTally {
  const sums = new Map<string, Stratum>();
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return {
    add(result, instance) {
      const name = strataOf(instance)[by ?? 'site'];
      const stratum = sums.get(name) ?? { sum: emptySum(), held: 0, whole: MEASURES.map(() => 0n) };
      sums.set(name, stratum);
      addToSum(stratum.sum, contributionOf(result, 1));
      stratum.held += 1;
      if (stratum.held === CARRY) carry(stratum);
      const time = (instance.acquiredAt ?? instance.receivedAt).getTime();
      first = Math.min(first, time);
      last = Math.max(last, time);
    },
    strata: () =>
      [...sums]
        .map(([stratum, held]) => ({ stratum, ...cellSums(held) }))
        .sort((a, b) => b.n - a.n || (a.stratum < b.stratum ? -1 : 1)),
    period: () => (sums.size === 0 ? { from: null, to: null } : { from: hourOf(first), to: hourOf(last + HOUR) }),
  };
}

const hourOf = (time: number): Date => new Date(Math.floor(time / HOUR) * HOUR);

function carry(stratum: Stratum): void {
  for (const [i, value] of stratum.sum.measures.entries()) stratum.whole[i] = (stratum.whole[i] ?? 0n) + BigInt(value);
  stratum.sum.measures.fill(0);
  stratum.held = 0;
}

/** As the database tells the sums of cells: float8, rounded once, and histograms as text. */
function cellSums(stratum: Stratum): CellSums {
  carry(stratum);
  const sums = { ...NO_CELLS };
  for (const [i, measure] of MEASURES.entries()) sums[measure] = Number(stratum.whole[i] ?? 0n);
  const texts = histogramTexts(stratum.sum.scores).map((text) => text.slice(1, -1));
  sums.positiveScores = texts[HISTOGRAMS.indexOf('positiveScores')] ?? '';
  sums.negativeScores = texts[HISTOGRAMS.indexOf('negativeScores')] ?? '';
  return sums;
}

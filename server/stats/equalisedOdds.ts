import type { Interval } from './aucInterval';
import type { DecisionCounts } from './decisionCounts';
import { type Count, shareGap } from './shareGap';

/** Positives (for sensitivity) or negatives (for false alarms) that a stratum must have to enter (SCIENCE §4.1). */
export const MIN_CASES_FOR_ODDS = 30;

export type StratumDecisions = { name: string; counts: DecisionCounts };

/** Highest share − lowest with Newcombe's 95 % interval of these two; `strata`: how many had enough cases. */
export type ExtremeGap = Interval & { value: number; highest: string; lowest: string; strata: number };

/**
 * Equalised-odds gaps at one threshold: the widest difference between strata of the sensitivity and of the
 * false-positive rate. Equalised odds hold where both are 0. The interval is Newcombe's for the two strata at the ends
 * as if they had been named in advance: among many strata of equal truth the widest gap is over 0 by selection, so it
 * is to be read with `strata`. Null under two strata with `MIN_CASES_FOR_ODDS`. Of ties the first is named. O(strata).
 *
 * Source: Hardt, Price, Srebro, NeurIPS 2016; Newcombe, Stat Med 1998; 17:873, method 10.
 * @throws RangeError `hits: …` for a negative count
 */
export function equalisedOdds(strata: readonly StratumDecisions[]): {
  sensitivity: ExtremeGap | null;
  falsePositiveRate: ExtremeGap | null;
} {
  return {
    sensitivity: extremeGap(
      strata.map(({ name, counts: { truePositives: hits, falseNegatives } }) => ({
        name,
        hits,
        n: hits + falseNegatives,
      })),
    ),
    falsePositiveRate: extremeGap(
      strata.map(({ name, counts: { falsePositives: hits, trueNegatives } }) => ({
        name,
        hits,
        n: hits + trueNegatives,
      })),
    ),
  };
}

function extremeGap(strata: readonly (Count & { name: string })[]): ExtremeGap | null {
  const entered = strata.filter(({ n }) => n >= MIN_CASES_FOR_ODDS);
  const share = ({ hits, n }: Count): number => hits / n;
  const [first, ...rest] = entered;
  if (first === undefined || rest.length === 0) return null;
  const highest = rest.reduce((best, stratum) => (share(stratum) > share(best) ? stratum : best), first);
  // Where all are equal the ends must still be two different strata.
  const lowest = entered
    .filter((stratum) => stratum !== highest)
    .reduce((least, stratum) => (share(stratum) < share(least) ? stratum : least));
  const gap = shareGap(highest, lowest);
  return gap && { ...gap, highest: highest.name, lowest: lowest.name, strata: entered.length };
}

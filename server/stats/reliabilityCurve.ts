import { equalMassGroups } from './equalMassGroups';
import { expit } from './expit';
import { type ScoreTally, tallyTotals } from './scoreTally';
import { type Proportion, wilsonInterval } from './wilsonInterval';

/**
 * One point: mean `predicted` probability, share `observed` with Wilson's interval, the lowest and highest predicted
 * probability of the group (0–1), and Σp(1 − p), by which the observed count would vary were the model calibrated.
 */
export type ReliabilityPoint = {
  n: number;
  predicted: number;
  observed: Proportion;
  lowest: number;
  highest: number;
  calibratedVariance: number;
};

/**
 * Reliability curve (calibration plot): cases in `groups` of about the same size by predicted probability
 * (`equalMassGroups`: ties stay together, empty groups are left out), lowest first. Groups of equal size and not of
 * equal width, for at a prevalence of 1 % nearly all cases would fall into the first tenth. `tally.values` are logits;
 * from bins a predicted mean is at most .0059 off for scores within ±12. Empty for an empty tally. O(values).
 *
 * Source: Niculescu-Mizil, Caruana, ICML 2005; intervals Wilson 1927, cases treated as independent.
 * @throws RangeError as `tallyTotals`, `groups: …` unless a whole number from 1
 */
export function reliabilityCurve(tally: ScoreTally, groups = 10): ReliabilityPoint[] {
  tallyTotals(tally);
  const counts = tally.values.map((_, i) => (tally.positives[i] ?? 0) + (tally.negatives[i] ?? 0));
  const points: ReliabilityPoint[] = [];
  const groupOf = equalMassGroups(counts, groups);
  for (let first = 0, end = 0; first < groupOf.length; first = end) {
    while (end < groupOf.length && groupOf[end] === groupOf[first]) end++;
    const point = pointOf(tally, first, end);
    if (point !== null) points.push(point);
  }
  return points;
}

/** Null where the entries from `first` to before `end` hold no case. */
function pointOf(tally: ScoreTally, first: number, end: number): ReliabilityPoint | null {
  let [n, hits, sum, variance, lowest, highest] = [0, 0, 0, 0, 1, 0];
  for (let i = first; i < end; i++) {
    const own = (tally.positives[i] ?? 0) + (tally.negatives[i] ?? 0);
    if (own === 0) continue;
    const p = expit(tally.values[i] ?? 0);
    n += own;
    hits += tally.positives[i] ?? 0;
    sum += own * p;
    variance += own * p * (1 - p);
    lowest = Math.min(lowest, p);
    highest = Math.max(highest, p);
  }
  const observed = wilsonInterval(hits, n);
  return observed && { n, predicted: sum / n, observed, lowest, highest, calibratedVariance: variance };
}

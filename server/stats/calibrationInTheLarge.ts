import type { Interval } from './aucInterval';
import { expit } from './expit';
import { type ScoreTally, tallyTotals } from './scoreTally';
import { Z_95 } from './z95';

/**
 * Calibration-in-the-large: the shift δ, in logits, that makes the expected number of cases the observed one,
 * Σ expit(z + δ) = n⁺. 0 is calibrated, below 0 the model says too much. It is the intercept of a logistic regression of
 * the truth with the logit as offset; the 95 % interval is Wald's, δ ± 1.96 / √Σ p(1 − p) with p at δ. Cases are
 * treated as independent. Null without a positive or a negative (δ would be infinite). `tally.values` are logits;
 * from bins δ is at most half a bin, .0234, off for scores within ±12. O(values), under ten Newton steps.
 *
 * Source: Cox, Biometrika 1958; 45:562; Van Calster et al., BMC Med 2019; 17:230.
 * @throws RangeError as `tallyTotals`
 */
export function calibrationInTheLarge(tally: ScoreTally): (Interval & { value: number }) | null {
  const { positives, negatives } = tallyTotals(tally);
  if (positives === 0 || negatives === 0) return null;
  // Were all logits the lowest or all the highest, δ would be one of these two: the root lies between.
  const target = Math.log(positives / negatives);
  const value = rootBetween(
    (shift) => expectedAt(tally, shift, positives),
    target - (tally.values.at(-1) ?? 0),
    target - (tally.values[0] ?? 0),
  );
  const half = Z_95 / Math.sqrt(expectedAt(tally, value, positives).slope);
  return { value, low: value - half, high: value + half };
}

/** Σ expit(z + δ) − n⁺ and its derivative, Σ p(1 − p). */
function expectedAt({ values, positives, negatives }: ScoreTally, shift: number, observed: number) {
  let [excess, slope] = [-observed, 0];
  for (const [i, value] of values.entries()) {
    const n = (positives[i] ?? 0) + (negatives[i] ?? 0);
    const p = expit(value + shift);
    excess += n * p;
    slope += n * p * (1 - p);
  }
  return { excess, slope };
}

/** Root of a rising function by Newton's steps, halving whenever a step would leave what is known to hold it. */
function rootBetween(at: (x: number) => { excess: number; slope: number }, from: number, to: number): number {
  let [low, high, x] = [from, to, (from + to) / 2];
  for (let step = 0; step < 100 && high > low; step++) {
    const { excess, slope } = at(x);
    if (excess === 0) return x;
    if (excess < 0) low = x;
    else high = x;
    const newton = x - excess / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-14 * Math.max(1, Math.abs(x))) return next;
    x = next;
  }
  return x;
}

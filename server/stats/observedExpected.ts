import type { Interval } from './aucInterval';
import { wilsonInterval } from './wilsonInterval';

/** Ratio ≥ 0 with its 95 % interval; 1 is calibrated, above 1 the model says too little. */
export type ObservedExpected = Interval & { value: number; observed: number; expected: number };

/**
 * Observed over expected (O/E): cases with the finding ÷ the sum of their probabilities, the ratio form of
 * calibration-in-the-large. The interval is Wilson's of the observed share over the mean probability, so it is there
 * at 0 observed too, where the usual one on the logarithm (Debray et al., BMJ 2017; 356:i6460) is not. The expected sum
 * counts as known, cases as independent. From a rollup: n⁺, n and Σp are all it takes. Null when n is 0 or nothing is
 * expected. O(1).
 *
 * Source: Riley et al., Prognosis Research in Healthcare, 2019, §7.3; Wilson 1927.
 * @throws RangeError `expected: …` outside 0–n, `hits: …` for observed outside 0–n
 */
export function observedExpected(observed: number, expected: number, n: number): ObservedExpected | null {
  if (!(expected >= 0 && expected <= n)) throw new RangeError(`expected: ${expected} of ${n}`);
  const share = wilsonInterval(observed, n);
  if (share === null || expected === 0) return null;
  const scale = n / expected;
  return { value: observed / expected, low: share.low * scale, high: share.high * scale, observed, expected };
}

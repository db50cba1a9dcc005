import { type ScoreTally, tallyTotals } from './scoreTally';

/**
 * Highest score at which at least `sensitivity` of the positives are called, calling scores at or above it: the
 * operating point of screening and triage. One of `tally.values`; with bins at their edges an edge, at most one bin
 * under the threshold of the single scores, and exact for what it is. Null without positives. O(values).
 *
 * Source: ROC operating points as in Fawcett, Pattern Recognit Lett 2006; 27:861.
 * @throws RangeError `sensitivity: …` unless over 0 and at most 1, and as `tallyTotals`
 */
export function thresholdAtSensitivity(tally: ScoreTally, sensitivity = 0.95): number | null {
  if (!(sensitivity > 0 && sensitivity <= 1)) throw new RangeError(`sensitivity: ${sensitivity}`);
  const { positives } = tallyTotals(tally);
  let called = 0;
  for (let i = tally.values.length - 1; i >= 0; i--) {
    called += tally.positives[i] ?? 0;
    // 19 of 20 are 95 %, whatever .95 · 20 rounds to: shares are compared, both rounded once.
    if (positives > 0 && called / positives >= sensitivity) return tally.values[i] ?? null;
  }
  return null;
}

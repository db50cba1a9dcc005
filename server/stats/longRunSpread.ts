import { type Moments, meanOf, squaredDeviations } from './moments';

/** Days of a batch: longer than most stays, so that batches are nearly independent. */
export const BATCH_DAYS = 14;

/**
 * Long-run standard deviation of single values of a series whose days are not independent, as where patients stay and
 * are imaged again: √( Σ_b n_b (mean_b − mean)² / (B − 1) ) over B batches of days (batch means; Law, Carson, Oper Res
 * 1979; 27:1011), and never less than the plain standard deviation (n − 1). Its square over the plain variance is the
 * design effect. Stays of 4 days on average with half of the variance between patients have a design effect of 4; as
 * the `spread` of a `restartedAlarm` this keeps its level, where the plain one does not (figures there). A last batch
 * that is not full is left out; of fewer than two full ones the plain standard deviation is given. Null under two
 * values. O(days).
 * @param days moments of each day, oldest first; days without values belong to their batch
 * @throws RangeError `batch days: …` unless a whole number of at least 1
 */
export function longRunSpread(days: readonly Moments[], batchDays: number = BATCH_DAYS): number | null {
  if (!Number.isInteger(batchDays) || batchDays < 1) throw new RangeError(`batch days: ${batchDays}`);
  const all = sumOf(days);
  if (all.n < 2) return null;
  const plain = Math.sqrt(squaredDeviations(all) / (all.n - 1));
  const batches = Array.from({ length: Math.floor(days.length / batchDays) }, (_, i) =>
    sumOf(days.slice(i * batchDays, (i + 1) * batchDays)),
  ).filter(({ n }) => n > 0);
  if (batches.length < 2) return plain;
  const mean = meanOf(sumOf(batches));
  const between = batches.reduce((sum, batch) => sum + batch.n * (meanOf(batch) - mean) ** 2, 0);
  return Math.max(plain, Math.sqrt(between / (batches.length - 1)));
}

function sumOf(days: readonly Moments[]): Moments {
  const all = { n: 0, sum: 0, sumOfSquares: 0 };
  for (const { n, sum, sumOfSquares } of days) {
    all.n += n;
    all.sum += sum;
    all.sumOfSquares += sumOfSquares;
  }
  return all;
}

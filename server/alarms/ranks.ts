import { LOGIT_BINS } from '@/server/stats/logitBins';
import type { Moments } from '@/server/stats/moments';
import { BURN_IN } from '@/server/stats/restartedAlarm';

/**
 * The place that each bin of a score has among reference scores: the share of them below it, half of those in the same bin,
 * 0–1 (the placement of DeLong, DeLong, Clarke-Pearson, Biometrics 1988; 44:837, and the percentile value of Pepe, Cai,
 * Biometrics 2004; 60:528). Once the reference is fixed, places of later scores are plain values between 0 and 1, and the
 * mean of those of positives is the chance that a positive scores above a reference negative: an AUC. Null under 50
 * reference scores. O(bins).
 * @param reference counts of the reference scores by bin (`countBins`)
 */
export function placesAmong(reference: Float64Array): Float64Array | null {
  const n = reference.reduce((sum, count) => sum + count, 0);
  if (n < BURN_IN) return null;
  let below = 0;
  return reference.map((count) => {
    const place = (below + count / 2) / n;
    below += count;
    return place;
  });
}

/** Adds bins (`logitBin`), in any order, to counts by bin. @throws RangeError `bin: …` outside 0 to LOGIT_BINS − 1 */
export function countBins(bins: readonly number[], counts: Float64Array = new Float64Array(LOGIT_BINS)): Float64Array {
  for (const bin of bins) {
    if (!Number.isInteger(bin) || bin < 0 || bin >= LOGIT_BINS) throw new RangeError(`bin: ${bin}`);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** Moments of the places of these bins. @throws RangeError `bin: …` that has no place */
export function placeMoments(bins: readonly number[], places: Float64Array): Moments {
  const moments = { n: bins.length, sum: 0, sumOfSquares: 0 };
  for (const bin of bins) {
    const place = places[bin];
    if (place === undefined) throw new RangeError(`bin: ${bin}`);
    moments.sum += place;
    moments.sumOfSquares += place * place;
  }
  return moments;
}

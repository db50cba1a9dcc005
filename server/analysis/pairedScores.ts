import { kolmogorovSmirnov } from '@/server/stats/kolmogorovSmirnov';
import { LOGIT_BINS, logitBin } from '@/server/stats/logitBins';
import { populationStability } from '@/server/stats/populationStability';
import type { PairedVersions } from './kinds';

/**
 * How far the scores of two versions on the same cases lie apart as distributions, in bins of the logit. No p: both are
 * of the same cases, which the tests of two samples do not expect. The index is `model` against `other`, less chance.
 */
export function pairedScores() {
  const [model, other] = [new Uint32Array(LOGIT_BINS), new Uint32Array(LOGIT_BINS)];
  return {
    add(modelLogit: number, otherLogit: number): void {
      const [one, two] = [logitBin(modelLogit), logitBin(otherLogit)];
      model[one] = (model[one] ?? 0) + 1;
      other[two] = (other[two] ?? 0) + 1;
    },
    told(): PairedVersions['findings'][number]['distributions'] {
      const apart = kolmogorovSmirnov(model, other);
      return apart && { distance: apart.distance, stability: populationStability(other, model)?.excess ?? null };
    },
  };
}

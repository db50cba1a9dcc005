import { LOGIT_BINS } from '@/server/stats/logitBins';
import type { SiteScores } from '@/server/stats/siteMatrix';

/**
 * Labelled cases, one place each: bin of the logit (0–511), truth (0 or 1), patient (32-bit key) and stratum (index).
 */
export type CaseBins = { bins: Uint16Array; truths: Uint8Array; patients: Uint32Array; strata: Uint16Array };

/** Histograms of the strata by truth, views on one array that is counted anew for each set of weights. */
export type StrataScores = { sites: SiteScores[]; count(weights: Uint8Array | null): void };

export function strataScores({ bins, truths, strata }: CaseBins, size: number): StrataScores {
  const counts = new Float64Array(size * 2 * LOGIT_BINS);
  const place = Uint32Array.from(bins, (bin, i) => ((strata[i] ?? 0) * 2 + (truths[i] ?? 0)) * LOGIT_BINS + bin);
  const view = (index: number) => counts.subarray(index * LOGIT_BINS, (index + 1) * LOGIT_BINS);
  return {
    sites: Array.from({ length: size }, (_, s) => ({ negatives: view(2 * s), positives: view(2 * s + 1) })),
    count(weights) {
      counts.fill(0);
      for (let i = 0; i < place.length; i++) {
        const at = place[i] ?? 0;
        counts[at] = (counts[at] ?? 0) + (weights === null ? 1 : (weights[i] ?? 0));
      }
    },
  };
}

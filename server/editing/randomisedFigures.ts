import type { RandomisedMapsAnswer } from '@/server/analysis/evidenceAnswers';
import { cohortEnrichment } from '@/server/audit/cohortEnrichment';
import type { PerturbedFinding } from '@/server/pipeline/compute/perturbTask';
import { studentMeanInterval } from '@/server/stats/studentMeanInterval';

/** Of one finding of one image through one permuted network. `similarity`: |Spearman| with the real map. */
export type RandomisedReading = PerturbedFinding & { instanceId: string; similarity: number | null };

type Figures = Omit<RandomisedMapsAnswer['findings'][number], 'finding'>;

/**
 * Outside shares of one finding with permuted weights: the null that its maps are held against. A share is the mean of an
 * image's seeds, so that each image counts once in the interval; undefined ones are counted by reason.
 */
export function randomisedFigures(readings: readonly RandomisedReading[]): Figures {
  const undefinedBy: Record<string, number> = {};
  for (const { undefinedReason } of readings) {
    if (undefinedReason !== null) undefinedBy[undefinedReason] = (undefinedBy[undefinedReason] ?? 0) + 1;
  }
  const byImage = new Map<string, { shares: number[]; areas: number[] }>();
  for (const { instanceId, outsideShare, areaOutside } of readings) {
    if (outsideShare === null || areaOutside === null) continue;
    const own = byImage.get(instanceId) ?? { shares: [], areas: [] };
    own.shares.push(outsideShare);
    own.areas.push(areaOutside);
    byImage.set(instanceId, own);
  }
  const shares = [...byImage.values()].map((own) => mean(own.shares) ?? 0);
  const areas = [...byImage.values()].map((own) => mean(own.areas) ?? 0);
  const sum = shares.reduce((total, share) => total + share, 0);
  const sumOfSquares = shares.reduce((total, share) => total + share ** 2, 0);
  return {
    n: shares.length,
    outsideShare: shares.length === 0 ? null : studentMeanInterval({ n: shares.length, sum, sumOfSquares }),
    enrichment: cohortEnrichment(shares, areas),
    similarity: mean(readings.flatMap(({ similarity }) => similarity ?? [])),
    undefined: undefinedBy,
  };
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

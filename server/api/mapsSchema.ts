import { z } from 'zod';
import type {
  EditsAnswer,
  MapsAnswer,
  MarkersAnswer,
  ProbeAnswer,
  RandomisedMapsAnswer,
} from '@/server/analysis/evidenceAnswers';

// Answers of the analyses that evidence is made of, each tied to the type of what makes it.

const count = z.int();
const text = z.string();
const value = z.number();
const number = value.nullable();
const estimate = z.object({ value, low: number, high: number });
const estimateOrNone = estimate.nullable();
const grid = z.object({ height: count, width: count, values: z.array(value) });
const classes = z.array(z.object({ stratum: text, n: count }));

export const probeAnswer: z.ZodType<ProbeAnswer> = z.object({
  targets: z.array(
    z.object({
      by: z.enum(['site', 'department', 'scanner', 'portable']),
      ...{ cases: count, patients: count, classes, leftOut: classes },
      ...{ auc: estimateOrNone, balancedAccuracy: estimateOrNone },
      shuffled: z.array(z.object({ auc: value, balancedAccuracy: value })),
      none: z.enum(['few_cases', 'one_stratum', 'no_embedding']).nullable(),
    }),
  ),
  ...{ cases: count, of: count, embedding: count, dimensions: count, folds: count },
});

const outside = z.object({
  ...{ n: count, patients: count, share: estimate, negativeShare: estimateOrNone, contribution: estimateOrNone },
  ...{ areaOutside: value, enrichment: number },
  nulls: z.array(
    z.object({
      kind: z.enum(['area', 'mask-swap', 'randomised-weights']),
      ...{ value, low: number, high: number, n: count, difference: estimateOrNone },
    }),
  ),
});

const zone = z.object({
  ...{ zone: text, contribution: estimate, positive: value, negative: value, area: value, n: count },
  ...{ withFinding: number, withoutFinding: number },
});

const siteGap = z.object({
  by: z.literal('site'),
  ...{ stratum: text, reference: text, n: count, referenceN: count, gap: value, grid },
  ...{ outsideShare: number, areaOutside: number },
});

const grouping = z.object({
  ...{ n: count, silhouette: number },
  tried: z.array(z.object({ clusters: count, silhouette: value, chance: value, smallest: count })),
  none: z.enum(['few_cases', 'one_strategy']).nullable(),
});

const cluster = z.object({
  ...{ n: count, share: value, mean: grid, meanProbability: value, outsideShare: number },
  over: z.array(z.object({ by: text, stratum: text, share: value, otherwise: value, q: value })),
  examples: z.array(z.uuid()),
});

export const mapsAnswer: z.ZodType<MapsAnswer> = z.object({
  cases: z.enum(['predicted-positive', 'top-tenth']),
  ...{ cut: number, n: count, of: count, patients: count, method: text.nullable() },
  undefined: z.record(z.string(), count),
  outside: outside.nullable(),
  zones: z.array(zone),
  siteGap: siteGap.nullable(),
  average: z.object({ n: count, grid, lungs: grid }).nullable(),
  grouping,
  clusters: z.array(cluster),
});

const counts = z.record(text, count);

export const editsAnswer: z.ZodType<EditsAnswer> = z.object({
  ...{ cases: count, kinds: z.record(text, counts), skipped: counts },
  inDistribution: z.object({ n: count, of: count }),
});

export const randomisedMapsAnswer: z.ZodType<RandomisedMapsAnswer> = z.object({
  ...{ images: count, seeds: count },
  findings: z.array(
    z.object({
      ...{ finding: text, n: count, outsideShare: estimateOrNone, enrichment: number },
      ...{ similarity: number, undefined: counts },
    }),
  ),
});

const box = z.object({ instanceId: z.uuid(), x: value, y: value, width: value, height: value });

export const markersAnswer: z.ZodType<MarkersAnswer> = z.object({
  ...{ images: count, markers: count },
  clusters: z.array(z.object({ n: count, mostly: cluster.shape.over, examples: z.array(box) })),
});

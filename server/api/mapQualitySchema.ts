import { z } from 'zod';
import type { MapCheckAnswer, MapFaultsAnswer, RepeatabilityAnswer } from '@/server/analysis/mapQualityAnswers';
import { checkFigures } from '@/server/queries/checkFigures';
import type { MapQuality } from '@/server/queries/mapQuality';
import { SALIENCY_METHODS } from '@/server/saliency/saliencyMethod';

// Whether maps are worth looking at: answers of the analyses, and of the page's summary.

const count = z.int();
const text = z.string();
const value = z.number();
const time = z.iso.datetime();
const method = z.enum(SALIENCY_METHODS);
const grade = z.enum(['passed', 'failed', 'undecided']);
const estimate = z.object({ value, low: value.nullable(), high: value.nullable() });
const estimateOrNone = estimate.nullable();
const left = z.array(z.object({ method, reason: text }));
const counts = z.record(text, count);

export const mapCheckAnswer: z.ZodType<MapCheckAnswer> = z.object({
  methods: z.array(z.object({ method, grade, figures: checkFigures })),
  left,
});

const repeated = z.object({
  ...{ method, images: count, skipped: counts },
  changes: z.array(
    z.object({
      change: z.enum(['noise-1', 'noise-2', 'shift-1', 'shift-2']),
      ...{ n: count, likeness: estimateOrNone, overlap: estimateOrNone, outsideShare: estimateOrNone },
      logit: estimateOrNone,
    }),
  ),
});

export const repeatabilityAnswer: z.ZodType<RepeatabilityAnswer> = z.object({ methods: z.array(repeated), left });

const faults = z.object({ 'not-finite': count, blank: count, flat: count, 'all-negative': count, inverted: count });
const ids = z.array(z.uuid()).optional();

export const mapFaultsAnswer: z.ZodType<MapFaultsAnswer> = z.object({
  ...{ predictions: count, of: count },
  findings: z.array(
    z.object({
      ...{ finding: text, maps: count, positives: count, faults },
      examples: z.object({ 'not-finite': ids, blank: ids, flat: ids, 'all-negative': ids, inverted: ids }),
    }),
  ),
  months: z.array(z.object({ month: text, maps: count, faulty: count })),
});

const proportion = z.object({ value, low: value, high: value, hits: count, n: count });
const rate = z.object({ reason: text, finding: text, share: proportion.nullable(), examples: z.array(z.uuid()) });

export const mapQualityResponse: z.ZodType<MapQuality> = z.object({
  ...{ model: text, versionId: z.uuid(), asOf: time, definitionVersion: text },
  methods: z.array(
    z.object({
      ...{ method, label: text, isExploratory: z.boolean() },
      state: z.enum(['passed', 'failed', 'undecided', 'not-checked']),
      ...{ reason: text, checkedAt: time.nullable(), figures: checkFigures.nullable(), repeated: repeated.nullable() },
    }),
  ),
  rates: z.object({
    ...{ maps: count, of: count, asOf: time.nullable(), rows: z.array(rate) },
    months: z.array(z.object({ month: text, maps: count, faulty: count })),
  }),
});

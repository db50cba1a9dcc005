import { z } from 'zod';
import type { CheckFigures } from '@/server/analysis/mapQualityAnswers';

const value = z.number();
const count = z.int();
const text = z.string();
const estimate = z.object({ value, low: value.nullable(), high: value.nullable() });
const counts = z.record(text, count);

const randomised = z.object({
  ...{ images: count, seeds: count },
  findings: z.array(
    z.object({
      ...{ finding: text, n: count, outsideShare: estimate.nullable(), enrichment: value.nullable() },
      ...{ similarity: value.nullable(), undefined: counts },
    }),
  ),
});

/** What is stored of a method's check. */
export const checkFigures: z.ZodType<CheckFigures> = z.object({
  reason: z.enum(['alike', 'unmoved', 'head-alike', 'few-images', 'no-shares', 'no-maps', 'quantised']).nullable(),
  parameters: z.record(text, z.union([value, text])),
  ...{ layers: count, images: count, seeds: z.array(count) },
  curve: z.array(
    z.object({
      arm: z.enum(['cascade', 'independent']),
      ...{ from: count, to: count, likeness: estimate.nullable(), images: count, seeds: count },
    }),
  ),
  shift: z.object({ finding: text, distance: value, p: value, n: count }).nullable(),
  ...{ vanished: value, skipped: counts },
  randomised: randomised.nullable(),
});

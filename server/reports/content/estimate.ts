import { z } from 'zod';

/** A figure with its 95 % interval; null where it cannot be told. */
export const estimate = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type Estimate = z.infer<typeof estimate>;

export const NO_ESTIMATE: Estimate = { value: null, low: null, high: null };

/** Value and ends of anything that has them, and nothing else. */
export const estimateOf = ({ value, low, high }: Estimate): Estimate => ({ value, low, high });

/** A count of cases that says nothing of a few: null stands for 1 to 9. */
export const toldCount = z.int().nonnegative().nullable();

/** A mean outside share beside chance, 0–1, of `n` maps; `undefinedReasons`: maps without a share, by reason. */
export const outsideContent = z.object({
  n: toldCount,
  mean: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  areaOutside: z.number().nullable(),
  enrichment: z.number().nullable(),
  undefinedReasons: z.record(z.string(), toldCount),
});
export type OutsideContent = z.infer<typeof outsideContent>;

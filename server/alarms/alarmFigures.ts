import { z } from 'zod';
import type { Episode } from './episodes';
import type { RuleParameters } from './statistic';
import type { Watched } from './watched';

/**
 * What an alarm was raised on, as stored. `mean`, `low`, `high`, `n`: of the sequence that left the band; `alpha`: its
 * level; `spread`: least standard deviation that was taken; `referenceMean`, `referenceN`: of the reference period,
 * `referenceFrom` to `referenceTo`, both included; `endedDay`: the day that it was back, once it is.
 */
export const alarmFigures = z.object({
  mean: z.number(),
  low: z.number(),
  high: z.number(),
  n: z.number().int(),
  bandLow: z.number(),
  bandHigh: z.number(),
  referenceMean: z.number(),
  referenceN: z.number().int(),
  referenceFrom: z.iso.date().nullable().default(null),
  referenceTo: z.iso.date().nullable().default(null),
  alpha: z.number(),
  spread: z.number(),
  endedDay: z.iso.date().nullable().default(null),
});

export type AlarmFigures = z.output<typeof alarmFigures>;

export const figuresOf = (
  { mean, low, high, n }: Episode,
  { reference }: Watched,
  alpha: number,
  { referenceFrom, referenceTo }: RuleParameters,
): AlarmFigures => ({
  ...{ mean, low, high, n, alpha },
  bandLow: reference.band.low,
  bandHigh: reference.band.high,
  referenceMean: reference.mean,
  referenceN: reference.n,
  ...{ referenceFrom, referenceTo },
  spread: reference.spread,
  endedDay: null,
});

import { z } from 'zod';

const place = { finding: z.string(), site: z.string(), viewPosition: z.string() };

const alarm = z.object({
  ...{
    ...place,
    side: z.enum(['above', 'below']),
    since: z.string(),
    day: z.string(),
    endedDay: z.string().nullable(),
  },
  ...{ mean: z.number(), low: z.number(), high: z.number(), n: z.number(), bandLow: z.number(), bandHigh: z.number() },
});

const preview = z.discriminatedUnion('state', [
  z.object({ state: z.literal('counting') }),
  z.object({
    ...{ state: z.literal('ready'), watched: z.number(), without: z.array(z.object(place)), patientDays: z.number() },
    ...{ from: z.string().nullable(), to: z.string().nullable(), runLengthDays: z.number().nullable() },
    ...{ total: z.number(), alarms: z.array(alarm) },
  }),
]);

/** A preview as the page needs it. */
export type ShownPreview = z.output<typeof preview>;

/** Null when it is no preview. */
export const parsePreview = (body: unknown): ShownPreview | null => preview.safeParse(body).data ?? null;

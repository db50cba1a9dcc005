import { z } from 'zod';

const number = z.number().nullable().default(null);

/** The JSON column of a localisation, as it was stored: figures are null where the map has no positive evidence. */
export const lesionFigures = z.object({
  ...{ area: z.number(), contribution: z.number(), negativeShare: number },
  ...{ hit: z.boolean().nullable().default(null), mass: number, rank: number, iou: number, enrichment: number },
});

export type LesionFigures = z.infer<typeof lesionFigures>;

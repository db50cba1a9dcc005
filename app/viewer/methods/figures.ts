import { z } from 'zod';

const shapley = z.object({
  groups: z.array(z.object({ group: z.string(), contribution: z.number(), area: z.number(), isEmpty: z.boolean() })),
  full: z.number(),
  blank: z.number(),
});

const figures = z.object({
  shapley: shapley.optional(),
  rise: z
    .object({
      masks: z.number(),
      splitHalf: z.number().nullable(),
      reliability: z.number().nullable(),
      notConverged: z.boolean(),
    })
    .optional(),
  scoreCam: z.object({ channels: z.number(), used: z.number(), energyShare: z.number() }).optional(),
  eigenCam: z.object({ varianceShare: z.number() }).optional(),
  rollout: z.object({ layers: z.number(), tokens: z.number() }).optional(),
});

/** What a method says besides its map. */
export type Figures = z.infer<typeof figures>;
export type ShapleyFigures = z.infer<typeof shapley>;

/** Foreign figures, or none where they are not of a known shape. */
export function figuresOf(value: unknown): Figures {
  const parsed = figures.safeParse(value);
  return parsed.success ? parsed.data : {};
}

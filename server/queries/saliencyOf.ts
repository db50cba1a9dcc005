import { z } from 'zod';

export const saliency = z.object({
  available: z.array(z.string()),
  refused: z.array(z.object({ method: z.string(), reason: z.string() })),
});

export type Saliency = z.infer<typeof saliency>;

/** What a version's `saliency` column says. */
export const saliencyOf = (column: unknown): Saliency => saliency.parse(column);

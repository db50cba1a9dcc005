import { z } from 'zod';

/** The answer of `POST /api/v1/models`. */
export const registration = z.object({
  modelId: z.string(),
  versionId: z.string(),
  sha256: z.string(),
  saliency: z.object({
    available: z.array(z.string()),
    refused: z.array(z.object({ method: z.string(), reason: z.string() })).default([]),
  }),
  assumed: z.array(z.string()).default([]),
});

export type Registration = z.infer<typeof registration>;

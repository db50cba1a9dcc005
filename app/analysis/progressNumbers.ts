import { z } from 'zod';

/** What a page needs of an analysis while it waits; the answer itself comes with the page. */
export const progressNumbers = z.object({
  id: z.string(),
  status: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  done: z.number(),
  total: z.number().nullable(),
  requestedAt: z.string(),
  finishedAt: z.string().nullable(),
  problem: z.string().nullable(),
});

export type AnalysisProgressNumbers = z.infer<typeof progressNumbers>;

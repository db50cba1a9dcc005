import { z } from 'zod';

/** What a page that waits hears of a report. */
export const progressOf = z.object({
  status: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  done: z.number(),
  total: z.number().nullable(),
});

import { z } from 'zod';
import { JOB_REASONS, JOB_STATES, type JobEntry, type JobPage } from '@/server/queries/jobs';
import type { JobDetail } from '@/server/queries/jobsDetail';
import { JOB_OUTCOMES, type JobChange } from '@/server/queries/jobsOutcome';

// The answers about jobs, each tied to the type of the query that makes it.

const time = z.iso.datetime();
const count = z.int();

const entry = {
  id: z.string(),
  kind: z.string(),
  state: z.enum(JOB_STATES),
  object: z
    .discriminatedUnion('type', [
      z.object({
        type: z.literal('instance'),
        id: z.uuid(),
        site: z.string(),
        viewPosition: z.string().nullable(),
        demo: z.boolean(),
      }),
      z.object({ type: z.literal('registration'), id: z.uuid(), model: z.string() }),
      z.object({
        type: z.literal('analysis'),
        id: z.uuid(),
        question: z.string(),
        model: z.string().nullable(),
        finding: z.string().nullable(),
      }),
    ])
    .nullable(),
  attempts: count.nullable(),
  maxAttempts: count.nullable(),
  reasons: z.array(z.object({ code: z.enum(JOB_REASONS), version: z.string().nullable() })),
  createdAt: time,
  nextAt: time.nullable(),
  runningSince: time.nullable(),
};
const jobEntry: z.ZodType<JobEntry> = z.object(entry);

export const jobsResponse: z.ZodType<JobPage> = z.object({
  rows: z.array(jobEntry),
  counts: z.object({ dead: count, retrying: count, running: count, waiting: count, discarded: count }),
  nextCursor: z.string().nullable(),
  asOf: time,
});

export const jobDetailResponse: z.ZodType<JobDetail> = z.object({
  ...entry,
  payload: z.record(z.string(), z.string()),
  priority: count.nullable(),
  message: z.string().nullable(),
  timeline: z.array(
    z.object({
      what: z.enum(['received', 'queued', 'read', 'running', 'next']),
      at: time,
      version: z.string().nullable(),
    }),
  ),
});

export const jobChangeResponse: z.ZodType<JobChange> = z.object({
  changed: count,
  unchanged: count,
  more: z.boolean(),
  results: z.array(z.object({ id: z.string(), outcome: z.enum(JOB_OUTCOMES) })),
});

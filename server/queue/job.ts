import { z } from 'zod';

/** Each kind of job with the shape of its payload: ids only. Handlers are idempotent. */
export const JOBS = {
  'audit-instance': z.object({ instanceId: z.uuid() }),
  'register-model': z.object({ registrationId: z.uuid() }),
  'compact-rollup': z.object({}),
  retain: z.object({}),
  demonstrate: z.object({}),
  'remove-demonstration': z.object({}),
  /** `whole`: looks at the whole store, and not only at what was noted as loose. */
  'sweep-files': z.object({ whole: z.boolean().optional() }),
  analyse: z.object({ analysisId: z.uuid() }),
  /** Without `versionId` by every version that has read it. */
  'edit-instance': z.object({ instanceId: z.uuid(), versionId: z.uuid().optional() }),
  'plan-edits': z.object({}),
  'make-report': z.object({ reportId: z.uuid() }),
  'plan-reports': z.object({}),
  /** Holds the maps of an instance against its lesions. */
  'localise-instance': z.object({ instanceId: z.uuid() }),
  /** Holds the rules that flag against what was read. */
  'flag-instances': z.object({ instanceIds: z.array(z.uuid()).min(1).max(200) }),
  /** Looks at the rules of alarms. `whole`: days are counted anew from all results; `versionId`: of that version alone. */
  'watch-alarms': z.object({ whole: z.boolean().optional(), versionId: z.uuid().optional() }),
  /** Tells a channel what waits for it. */
  deliver: z.object({ channelId: z.uuid() }),
} as const;

export type JobName = keyof typeof JOBS;
export type JobPayload<Name extends JobName> = z.infer<(typeof JOBS)[Name]>;

/**
 * Smaller runs first. A person waits for a registration; an analysis waits for every real image, the demonstration's
 * feed and its phantoms for both; a backfill may wait for everything else. Edits that a person asks for come right after
 * the images.
 */
export const PRIORITY = {
  registration: -10,
  live: 0,
  demand: 1,
  analysis: 5,
  feed: 9,
  phantom: 10,
  backfill: 20,
} as const;

/** Tries before a job is left as dead; the queue waits exp(attempt) seconds between them. */
export const MAX_ATTEMPTS = 8;

/** How the worker's connections are named in Postgres; readiness asks whether there are any. */
export const WORKER_NAME = 'sightline-worker';

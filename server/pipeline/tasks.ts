import type { JobHelpers, TaskList } from 'graphile-worker';
import { AppError } from '@/server/problem/appError';
import { JOBS } from '@/server/queue/job';
import { compactRollup } from '@/server/rollup/compact';
import { auditInstance, finish, type PipelineContext } from './auditInstance';
import { registerModel } from './registerModel';

/** The handlers of all jobs. What cannot succeed later is finished as failed; the rest is left to the queue's retries. */
export function tasksOf(context: PipelineContext): TaskList {
  return {
    'audit-instance': async (payload: unknown, helpers: JobHelpers) => {
      const { instanceId } = JOBS['audit-instance'].parse(payload);
      try {
        await auditInstance(context, instanceId);
      } catch (error) {
        const permanent = error instanceof AppError && error.code !== 'unavailable';
        const last = helpers.job.attempts >= helpers.job.max_attempts;
        if (permanent || last)
          await finish(context, instanceId, 'failed', error instanceof AppError ? error.code : 'internal');
        if (!permanent) throw error;
      }
    },
    'register-model': async (payload: unknown) => {
      const { registrationId } = JOBS['register-model'].parse(payload);
      await registerModel(context.db, context.store, registrationId);
    },
    'compact-rollup': async () => {
      await compactRollup(context.db, context.now());
    },
  };
}

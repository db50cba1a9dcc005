import type { JobHelpers, TaskList } from 'graphile-worker';
import { JOBS } from '@/server/queue/job';
import { compactRollup } from '@/server/rollup/compact';
import { codeOf, isPermanent } from './auditFailure';
import { auditInstance, type PipelineContext } from './auditInstance';
import { giveUp, giveUpRegistration } from './giveUp';
import { localiseInstance } from './localiseInstance';
import { registerModel } from './registerModel';

/** The handlers of all jobs. What cannot succeed later is finished as failed; the rest is left to the queue's retries. */
export function tasksOf(context: PipelineContext): TaskList {
  return {
    'audit-instance': async (payload: unknown, helpers: JobHelpers) => {
      const { instanceId } = JOBS['audit-instance'].parse(payload);
      try {
        await auditInstance(context, instanceId);
      } catch (error) {
        // Removed while it was being read: there is nothing to try again.
        if ((await context.db.instance.count({ where: { id: instanceId } })) === 0) return;
        const permanent = isPermanent(error);
        const last = helpers.job.attempts >= helpers.job.max_attempts;
        if (permanent || last) await giveUp(context, instanceId, codeOf(error));
        if (!permanent) throw error;
        console.warn(`instance ${instanceId}: ${codeOf(error)}`);
      }
    },
    'register-model': async (payload: unknown, helpers: JobHelpers) => {
      const { registrationId } = JOBS['register-model'].parse(payload);
      try {
        await registerModel(context.db, context.store, registrationId);
      } catch (error) {
        if (helpers.job.attempts >= helpers.job.max_attempts) await giveUpRegistration(context, registrationId);
        throw error;
      }
    },
    'localise-instance': async (payload: unknown) => {
      const { instanceId } = JOBS['localise-instance'].parse(payload);
      await localiseInstance(context, instanceId);
    },
    'compact-rollup': async () => {
      await compactRollup(context.db, context.now());
    },
  };
}

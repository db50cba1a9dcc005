import type { JobHelpers, TaskList } from 'graphile-worker';
import { JOBS } from '@/server/queue/job';
import { addReportJob } from './askReport';
import { makeReport, type ReportContext } from './makeReport';
import { planReports } from './schedule';

/** On the first of each month, and once more a day later in case nothing ran then. */
export const REPORT_CRON = '23 5 1,2 * * plan-reports';

/** The handlers of reports; a worker makes one at a time. */
export function reportTasks(context: ReportContext): TaskList {
  let busy = false;
  return {
    'make-report': async (payload: unknown, helpers: JobHelpers) => {
      const { reportId } = JOBS['make-report'].parse(payload);
      if (busy) {
        await context.db.$transaction((tx) => addReportJob(tx, reportId, new Date(context.now().getTime() + 2_000)));
        return;
      }
      busy = true;
      try {
        const last = helpers.job.attempts >= helpers.job.max_attempts;
        await makeReport(context, reportId, { last, stopping: helpers.abortSignal });
      } finally {
        busy = false;
      }
    },
    'plan-reports': async () => {
      await planReports(context.db, context.now());
    },
  };
}

import type { JobHelpers, TaskList } from 'graphile-worker';
import { JOBS } from '@/server/queue/job';
import { addAnalysisJob } from './analysisJob';
import { type AnalysisContext, runAnalysis } from './runAnalysis';

/** How long an analysis waits for the one before it until it looks again. */
const TURN_MS = 1_000;

/**
 * The handler of analyses. A worker does one at a time, since each may hold hundreds of megabytes and a core; a second
 * one goes back into the queue rather than keep a place there from the images.
 */
export function analysisTasks(context: AnalysisContext): TaskList {
  let busy = false;
  return {
    analyse: async (payload: unknown, helpers: JobHelpers) => {
      const { analysisId } = JOBS.analyse.parse(payload);
      if (busy) {
        const later = new Date(context.now().getTime() + TURN_MS);
        await context.db.$transaction((tx) => addAnalysisJob(tx, analysisId, later));
        return;
      }
      busy = true;
      try {
        const last = helpers.job.attempts >= helpers.job.max_attempts;
        await runAnalysis(context, analysisId, { last, stopping: helpers.abortSignal });
      } finally {
        busy = false;
      }
    },
  };
}

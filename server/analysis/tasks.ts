import type { JobHelpers, TaskList } from 'graphile-worker';
import { JOBS } from '@/server/queue/job';
import { addAnalysisJob } from './analysisJob';
import { IMAGE_KINDS } from './imageWorks';
import { type AnalysisContext, runAnalysis } from './runAnalysis';

/** How long an analysis waits for the one before it until it looks again. */
const TURN_MS = 1_000;

/**
 * The handler of analyses. A worker does one at a time, since each may hold hundreds of megabytes and a core; a second
 * one goes back into the queue rather than keep a place there from the images. Those that read images take long and hold
 * little, so they have a lane of their own and nobody's question waits for them; nor does who looks at one image.
 */
export function analysisTasks(context: AnalysisContext): TaskList {
  const busy = { images: false, case: false, results: false };
  return {
    analyse: async (payload: unknown, helpers: JobHelpers) => {
      const { analysisId } = JOBS.analyse.parse(payload);
      const row = await context.db.analysis.findUnique({ where: { id: analysisId }, select: { kind: true } });
      if (row === null) return;
      const lane = laneOf(row.kind);
      if (busy[lane]) {
        const later = new Date(context.now().getTime() + TURN_MS);
        await context.db.$transaction((tx) => addAnalysisJob(tx, analysisId, later));
        return;
      }
      busy[lane] = true;
      try {
        const last = helpers.job.attempts >= helpers.job.max_attempts;
        await runAnalysis(context, analysisId, { last, stopping: helpers.abortSignal });
      } finally {
        busy[lane] = false;
      }
    },
  };
}

function laneOf(kind: string): 'images' | 'case' | 'results' {
  if (kind === 'saliency') return 'case';
  return IMAGE_KINDS.some((one) => one === kind) ? 'images' : 'results';
}

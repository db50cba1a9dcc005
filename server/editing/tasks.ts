import type { TaskList } from 'graphile-worker';
import type { ImageWorks } from '@/server/analysis/imageWorks';
import { isPermanent } from '@/server/pipeline/auditFailure';
import { JOBS } from '@/server/queue/job';
import { answerEdits } from './answerEdits';
import { answerMapCheck } from './answerMapCheck';
import { answerRandomisedMaps } from './answerRandomisedMaps';
import { answerRepeatability } from './answerRepeatability';
import { answerSaliency, type SaliencyContext } from './answerSaliency';
import { editCase } from './editCase';
import type { EditContext } from './editContext';
import { openGrounds } from './editGround';
import { answerMarkers } from './markers';
import { planEdits } from './planEdits';

/** The handlers of edits, and what answers the questions that models are run for. `share`: of `SIGHTLINE_EDIT_SHARE`. */
export function openEditing(context: SaliencyContext, share: number): { tasks: TaskList; works: ImageWorks } {
  const groundOf = openGrounds(context);
  return {
    tasks: {
      'plan-edits': () => planEdits({ db: context.db, now: context.now, share }),
      'edit-instance': async (payload: unknown) => {
        const { instanceId, versionId } = JOBS['edit-instance'].parse(payload);
        await editOnDemand(context, groundOf, instanceId, versionId);
      },
    },
    works: {
      edits: async (_snapshot, question, progress) => {
        if (question.kind !== 'edits') throw new RangeError(`kind: ${question.kind}`);
        return answerEdits(context, groundOf, question.parameters, progress);
      },
      'randomised-maps': (_snapshot, question, progress) =>
        answerRandomisedMaps(context, question.parameters, progress),
      'map-check': (_snapshot, question, progress) => answerMapCheck(context, question.parameters, progress),
      'map-repeatability': (_snapshot, question, progress) =>
        answerRepeatability(context, question.parameters, progress),
      markers: (snapshot, question, progress) => answerMarkers(context, snapshot, question, progress),
      saliency: async (_snapshot, question, progress) => {
        if (question.kind !== 'saliency') throw new RangeError(`kind: ${question.kind}`);
        return answerSaliency(context, question.parameters, progress);
      },
    },
  };
}

/** By the versions that have read the image; what no try can mend is left, with a line. */
async function editOnDemand(
  context: EditContext,
  groundOf: ReturnType<typeof openGrounds>,
  instanceId: string,
  versionId: string | undefined,
): Promise<void> {
  const predictions = await context.db.prediction.findMany({
    where: { instanceId, version: { kind: 'classifier' }, ...(versionId !== undefined && { versionId }) },
    orderBy: { createdAt: 'asc' },
    select: { versionId: true },
  });
  for (const prediction of predictions) {
    const classifier = await context.specs(prediction.versionId);
    if (classifier === null) continue;
    try {
      await editCase(context, await groundOf(prediction.versionId), { classifier, instanceId, sample: 'demand' });
    } catch (error) {
      if (!isPermanent(error)) throw error;
      console.warn(`edits of ${instanceId} by ${classifier.name}: ${String(error)}`);
    }
  }
}

import type { AnalysisParameters } from '@/server/analysis/kinds';
import type { CheckedMethod, CheckFigures, MapCheckAnswer } from '@/server/analysis/mapQualityAnswers';
import type { Progress } from '@/server/analysis/progress';
import type { Prisma } from '@/server/db/generated/client';
import { countLayers } from '@/server/onnx/permuteWeights';
import type { ClassifierSpec } from '@/server/pipeline/compute/task';
import { AppError } from '@/server/problem/appError';
import { CHECK_VERSION } from '@/server/saliency/checkVersion';
import { costOf } from '@/server/saliency/costOf';
import type { SaliencyMethodName } from '@/server/saliency/saliencyMethod';
import { specOf } from './answerEdits';
import { RANDOMISED_SEEDS } from './answerRandomisedMaps';
import { CHECKED, type CheckedRequest } from './checkedRequests';
import { checkMethod, checkReadings } from './checkMethod';
import type { EditContext } from './editContext';
import type { ReadImage } from './maskedImages';
import { sampleImages } from './sampleImages';

/**
 * Grades every method that a version has maps of by whether it notices that the weights are permuted, and writes each
 * grade as soon as it is known. A quantised model cannot be permuted: its methods stay undecided, with that reason.
 * @throws AppError not-found, conflict for a version whose model is not here; what `progress.report` throws
 */
export async function answerMapCheck(
  context: EditContext,
  { model }: AnalysisParameters<'map-check'>,
  progress: Pick<Progress, 'report'>,
  checked: readonly CheckedRequest[] = CHECKED,
): Promise<MapCheckAnswer> {
  const classifier = await specOf(context, model);
  const most = Math.max(...checked.map(({ size }) => size.images));
  const images = await sampleImages(context.db, classifier.versionId, { most, withMaps: false });
  const layers = await layersOf(context, classifier);
  const answer: MapCheckAnswer = { methods: [], left: [] };
  const works = checked.map(({ request, size }) => ({
    subject: { classifier, request, layers: layers ?? 0, images, size, nullSeeds: nullSeeds(request.method) },
    forwards: Math.max(1, costOf(request, { channels: null })),
  }));
  const effortOf = ({ subject, forwards }: (typeof works)[number]) =>
    layers === null ? 0 : forwards * checkReadings(subject);
  const total = works.reduce((sum, work) => sum + effortOf(work), 0);
  let before = 0;
  for (const work of works) {
    const { request } = work.subject;
    const start = before;
    try {
      const found =
        layers === null
          ? quantised(request.method, request.parameters, images)
          : await checkMethod(context, work.subject, {
              report: (done) => progress.report(start + done * work.forwards, total),
            });
      await keep(context, classifier.versionId, found);
      answer.methods.push(found);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'conflict')) throw error;
      answer.left.push({ method: request.method, reason: error.message });
    }
    before += effortOf(work);
  }
  return answer;
}

/** CAM is what outside shares are made from. */
const nullSeeds = (method: SaliencyMethodName): readonly number[] => (method === 'cam' ? RANDOMISED_SEEDS : []);

/** Weight tensors that can be permuted; null where they cannot be. */
async function layersOf({ store }: EditContext, { sha256 }: ClassifierSpec): Promise<number | null> {
  try {
    return countLayers(await store.get(sha256));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function quantised(
  method: SaliencyMethodName,
  parameters: CheckFigures['parameters'],
  images: readonly ReadImage[],
): CheckedMethod {
  const none = { layers: 0, seeds: [], curve: [], shift: null, vanished: 0, skipped: {}, randomised: null };
  return {
    ...{ method, grade: 'undecided' },
    figures: { reason: 'quantised', parameters, images: images.length, ...none },
  };
}

async function keep({ db, now }: EditContext, versionId: string, { method, grade, figures }: CheckedMethod) {
  // As it will come back out of the database.
  const stored: Prisma.InputJsonObject = JSON.parse(JSON.stringify(figures));
  const data = { grade, figures: stored, definitionVersion: CHECK_VERSION, checkedAt: now() };
  const key = { versionId, method };
  await db.methodCheck.upsert({ where: { versionId_method: key }, create: { ...key, ...data }, update: data });
}

import type { AnalysisParameters } from '@/server/analysis/kinds';
import type { RepeatabilityAnswer, RepeatedChange } from '@/server/analysis/mapQualityAnswers';
import type { Progress } from '@/server/analysis/progress';
import { stagedProgress } from '@/server/analysis/stagedProgress';
import { signedLikeness, topOverlap } from '@/server/mapStatistics/qualityLikeness';
import { qualityMean } from '@/server/mapStatistics/qualityMean';
import type { ImageChange, PerturbedReading } from '@/server/pipeline/compute/perturbTask';
import type { ClassifierSpec } from '@/server/pipeline/compute/task';
import { AppError } from '@/server/problem/appError';
import { specOf } from './answerEdits';
import { CHECKED, type CheckedRequest } from './checkedRequests';
import { eachOf } from './eachOf';
import type { EditContext } from './editContext';
import type { ReadImage } from './maskedImages';
import { readTampered } from './readTampered';
import { sampleImages } from './sampleImages';

/** Changes that no reader would notice. Shifts are in pixels of the model's input, in either direction by the image. */
const CHANGES: Record<RepeatedChange['change'], (direction: 1 | -1) => ImageChange> = {
  'noise-1': () => ({ noise: 0.01, shift: [0, 0] }),
  'noise-2': () => ({ noise: 0.02, shift: [0, 0] }),
  'shift-1': (direction) => ({ noise: 0, shift: [direction, direction] }),
  'shift-2': (direction) => ({ noise: 0, shift: [2 * direction, -2 * direction] }),
};
const NAMES = ['noise-1', 'noise-2', 'shift-1', 'shift-2'] as const;

/**
 * How far maps, shares and logits move when the image gets a little noise or is shifted by a pixel or two: what is
 * smaller than that between two cases means nothing.
 * @throws AppError not-found, conflict for a version whose model is not here; what `progress.report` throws
 */
export async function answerRepeatability(
  context: EditContext,
  { model }: AnalysisParameters<'map-repeatability'>,
  progress: Pick<Progress, 'report' | 'signal'>,
  checked: readonly CheckedRequest[] = CHECKED,
): Promise<RepeatabilityAnswer> {
  const classifier = await specOf(context, model);
  const most = Math.max(...checked.map(({ repeated }) => repeated));
  const images = await sampleImages(context.db, classifier.versionId, { most, withMaps: false });
  const stages = stagedProgress(progress);
  const answer: RepeatabilityAnswer = { methods: [], left: [] };
  for (const one of checked) {
    try {
      const some = images.slice(0, one.repeated);
      answer.methods.push(await repeated(context, { ...one, classifier, images: some }, stages.stage()));
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'conflict')) throw error;
      answer.left.push({ method: one.request.method, reason: error.message });
    }
  }
  return answer;
}

type Subject = CheckedRequest & { classifier: ClassifierSpec; images: readonly ReadImage[] };

async function repeated(
  context: EditContext,
  { request, classifier, images }: Subject,
  { report }: Pick<Progress, 'report'>,
): Promise<RepeatabilityAnswer['methods'][number]> {
  const skipped: Record<string, number> = {};
  const read: PerturbedReading[][] = [];
  let done = 0;
  report(0, images.length);
  await eachOf([...images.entries()], async ([index, { image, instanceId }]) => {
    report(done, images.length);
    const direction = index % 2 === 0 ? 1 : -1;
    const changes = [null, ...NAMES.map((name) => CHANGES[name](direction))];
    const task = { image, classifier, request, weights: null, changes, seed: instanceId, turn: false };
    const answer = await readTampered(context, task);
    if (typeof answer === 'string') skipped[answer] = (skipped[answer] ?? 0) + 1;
    else read.push(answer);
    done += 1;
    report(done, images.length);
  });
  const changes = NAMES.map((change, index) => changeOf(change, read, index + 1));
  return { method: request.method, images: read.length, changes, skipped };
}

/** Of each image the mean over its findings; then over the images. */
function changeOf(
  change: RepeatedChange['change'],
  read: readonly PerturbedReading[][],
  place: number,
): RepeatedChange {
  const pairs = read.flatMap((readings) => {
    const [before, after] = [readings[0], readings[place]];
    return before === undefined || after === undefined ? [] : [{ before, after }];
  });
  return {
    ...{ change, n: pairs.length },
    likeness: qualityMean(pairs.map(({ before, after }) => signedLikeness(before.maps, after.maps).value)),
    overlap: qualityMean(pairs.map(({ before, after }) => topOverlap(before.maps, after.maps).value)),
    outsideShare: qualityMean(pairs.map(({ before, after }) => meanDifference(sharesOf(before), sharesOf(after)))),
    logit: qualityMean(pairs.map(({ before, after }) => meanDifference(logitsOf(before), logitsOf(after)))),
  };
}

const sharesOf = ({ findings }: PerturbedReading) => findings.map(({ outsideShare }) => outsideShare);
const logitsOf = ({ logits }: PerturbedReading) => Array.from(logits ?? []);

function meanDifference(before: readonly (number | null)[], after: readonly (number | null)[]): number | null {
  const differences = before.flatMap((value, index) => {
    const other = after[index] ?? null;
    return value === null || other === null ? [] : [Math.abs(other - value)];
  });
  return differences.length === 0 ? null : differences.reduce((sum, value) => sum + value, 0) / differences.length;
}

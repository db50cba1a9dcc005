import type { RandomisedMapsAnswer } from '@/server/analysis/evidenceAnswers';
import type { AnalysisParameters } from '@/server/analysis/kinds';
import type { Progress } from '@/server/analysis/progress';
import type { Db } from '@/server/db/client';
import type { PerturbedReading } from '@/server/pipeline/compute/perturbTask';
import { bytesFloat32 } from '@/server/pipeline/float32Bytes';
import { defaultRequest } from '@/server/saliency/saliencyParameters';
import { rankCorrelation } from '@/server/stats/rankCorrelation';
import { specOf } from './answerEdits';
import { eachOf } from './eachOf';
import type { EditContext } from './editContext';
import { type RandomisedReading, randomisedFigures } from './randomisedFigures';
import { readTampered } from './readTampered';
import { sampleImages } from './sampleImages';

/** The same images and permutations as the randomisation check takes for CAM: one null, whoever asks for it. */
export const RANDOMISED_IMAGES = 64;
export const RANDOMISED_SEEDS = [1, 2];

/**
 * Outside shares of all findings over the same images with permuted weights: what maps of a network that knows nothing
 * look like. Maps are turned to a positive sum first, since the sign that permuted weights give is chance; those that
 * vanish or run away are counted as undefined.
 * @throws AppError not-found, conflict for a version whose model is not here or that has no maps; RangeError when it is
 * quantised
 */
export async function answerRandomisedMaps(
  context: EditContext,
  { model }: AnalysisParameters<'randomised-maps'>,
  progress: Pick<Progress, 'report'>,
): Promise<RandomisedMapsAnswer> {
  const classifier = await specOf(context, model);
  const { versionId, findings } = classifier;
  const images = await sampleImages(context.db, versionId, { most: RANDOMISED_IMAGES, withMaps: true });
  const total = images.length * RANDOMISED_SEEDS.length;
  const readings: RandomisedReading[][] = findings.map(() => []);
  const request = defaultRequest('cam');
  let done = 0;
  progress.report(0, total);
  for (const seed of RANDOMISED_SEEDS) {
    // One network after the other: each thread keeps few of them open.
    await eachOf(images, async ({ image, instanceId }) => {
      progress.report(done, total);
      const task = {
        image,
        classifier,
        request,
        weights: { seed, layers: null },
        changes: [null],
        seed: '',
        turn: true,
      };
      const read = await readTampered(context, task);
      const real = await realMaps(context.db, versionId, instanceId);
      for (const [index, own] of readings.entries()) own.push({ instanceId, ...readingOf(read, real, index) });
      done += 1;
      progress.report(done, total);
    });
  }
  return {
    images: images.length,
    seeds: RANDOMISED_SEEDS.length,
    findings: findings.map(({ name }, index) => ({ finding: name, ...randomisedFigures(readings[index] ?? []) })),
  };
}

function readingOf(
  read: PerturbedReading[] | string,
  real: Float32Array | null,
  index: number,
): Omit<RandomisedReading, 'instanceId'> {
  const none = { outsideShare: null, areaOutside: null, similarity: null };
  if (typeof read === 'string') return { ...none, undefinedReason: read };
  const [reading] = read;
  const finding = reading?.findings[index];
  if (reading === undefined || finding === undefined) return { ...none, undefinedReason: 'not_finite' };
  const { height, width, values } = reading.maps;
  const [from, to] = [index * height * width, (index + 1) * height * width];
  return { ...finding, similarity: similarityOf(values.subarray(from, to), real?.subarray(from, to)) };
}

/** [findings, height, width] as stored; null when they are gone. */
async function realMaps(db: Db, versionId: string, instanceId: string): Promise<Float32Array | null> {
  const row = await db.prediction.findUnique({
    where: { instanceId_versionId: { instanceId, versionId } },
    select: { attribution: { select: { maps: true } } },
  });
  return row?.attribution == null ? null : bytesFloat32(row.attribution.maps);
}

function similarityOf(map: Float32Array, real: Float32Array | undefined): number | null {
  if (map.length === 0 || real?.length !== map.length || !map.every(Number.isFinite)) return null;
  const correlation = rankCorrelation(real, map);
  return correlation === null ? null : Math.abs(correlation);
}

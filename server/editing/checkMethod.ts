import type { CheckedMethod, CheckFigures, CheckPoint } from '@/server/analysis/mapQualityAnswers';
import type { Progress } from '@/server/analysis/progress';
import { qualityGrade } from '@/server/mapStatistics/qualityGrade';
import { absoluteLikeness, type QualityLikeness } from '@/server/mapStatistics/qualityLikeness';
import { qualityMean } from '@/server/mapStatistics/qualityMean';
import { qualityShift } from '@/server/mapStatistics/qualityShift';
import { type QualitySpan, qualitySpans } from '@/server/mapStatistics/qualitySpans';
import type { PerturbedReading, PerturbTask } from '@/server/pipeline/compute/perturbTask';
import type { ClassifierSpec } from '@/server/pipeline/compute/task';
import { AppError } from '@/server/problem/appError';
import type { SaliencyRequest } from '@/server/saliency/saliencyParameters';
import { eachOf } from './eachOf';
import type { ReadImage } from './maskedImages';
import { type RandomisedReading, randomisedFigures } from './randomisedFigures';
import { readTampered, type TamperContext } from './readTampered';

/** How much is done for one method. `images` with everything permuted, `curveImages` for each step before. */
export type CheckSize = { images: number; curveImages: number; seeds: readonly number[] };

export type CheckSubject = {
  classifier: ClassifierSpec;
  request: SaliencyRequest;
  /** Weight tensors that can be permuted. */
  layers: number;
  images: readonly ReadImage[];
  size: CheckSize;
  /** Which of its seeds make the null of the outside shares; none for methods whose shares are in no statistic. */
  nullSeeds: readonly number[];
};

type Read = Map<string, PerturbedReading>;

/** Images × networks that the check of a method reads. */
export function checkReadings({ images, layers, size }: Pick<CheckSubject, 'images' | 'layers' | 'size'>): number {
  const [all, some] = [Math.min(images.length, size.images), Math.min(images.length, size.curveImages)];
  const steps = qualitySpans(layers).filter((span) => !isFull(span, layers)).length;
  return all + size.seeds.length * (all + steps * some);
}

/**
 * Holds maps of the learned network against maps of the same network with permuted weights, step by step from the head
 * to all layers, each step alone too, under several permutations (SCIENCE §8; Adebayo et al. 2018).
 * @throws AppError conflict for a version without such maps; what `report` throws
 */
export async function checkMethod(
  context: TamperContext,
  subject: CheckSubject,
  { report }: { report: Progress['report'] },
): Promise<CheckedMethod> {
  const total = checkReadings(subject);
  const skipped: Record<string, number> = {};
  let done = 0;
  const readAll = async (images: readonly ReadImage[], weights: PerturbTask['weights']): Promise<Read> => {
    const read: Read = new Map();
    await eachOf(images, async ({ image, instanceId }) => {
      report(done, total);
      const { classifier, request } = subject;
      const task = { image, classifier, request, weights, changes: [null], seed: instanceId, turn: true };
      const answer = await readTampered(context, task);
      if (typeof answer !== 'string' && answer[0] !== undefined) read.set(instanceId, answer[0]);
      else if (weights === null) skipped[String(answer)] = (skipped[String(answer)] ?? 0) + 1;
      done += 1;
      report(done, total);
    });
    return read;
  };
  const { images, layers, size } = subject;
  const learned = await readAll(images.slice(0, size.images), null);
  if (learned.size === 0 && skipped['unreadable-model'] !== undefined) {
    throw new AppError(
      'conflict',
      `${subject.classifier.name} has no maps of ${subject.request.method} that can be read`,
    );
  }
  const curve: CheckPoint[] = [];
  let full: Read[] = [];
  for (const span of qualitySpans(layers)) {
    const whole = isFull(span, layers);
    const some = images.slice(0, whole ? size.images : size.curveImages);
    const networks: Read[] = [];
    for (const seed of size.seeds) {
      networks.push(await readAll(some, { seed, layers: whole ? null : { from: span.from, to: span.to } }));
    }
    curve.push(pointOf(span, learned, networks));
    if (whole) full = networks;
  }
  return graded(subject, { learned, full, curve, skipped });
}

const isFull = ({ from, to }: QualitySpan, layers: number): boolean => from === 0 && to === layers;

/** The unit of the interval is the permutation: images of one network are alike in how its chance fell out. */
function pointOf(span: QualitySpan, learned: Read, networks: readonly Read[]): CheckPoint {
  const bySeed = networks.map((network) => {
    const values = likenesses(learned, network).flatMap(({ value }) => value ?? []);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  });
  const images = Math.max(0, ...networks.map(({ size }) => size));
  return { ...span, likeness: qualityMean(bySeed), images, seeds: networks.length };
}

function likenesses(learned: Read, network: Read): QualityLikeness[] {
  return [...network].flatMap(([instanceId, { maps }]) => {
    const own = learned.get(instanceId);
    if (own === undefined) return [];
    const isSameGrid = own.maps.height === maps.height && own.maps.width === maps.width;
    return isSameGrid ? [absoluteLikeness(own.maps, maps)] : [];
  });
}

type Found = { learned: Read; full: readonly Read[]; curve: CheckPoint[]; skipped: Record<string, number> };

function graded(subject: CheckSubject, { learned, full, curve, skipped }: Found): CheckedMethod {
  const { classifier, request, layers, size, nullSeeds } = subject;
  const { findings } = classifier;
  const compared = full.flatMap((network) => likenesses(learned, network));
  const undefinedMaps = compared.reduce((sum, one) => sum + one.undefined, 0);
  const vanished = compared.length === 0 ? 0 : undefinedMaps / (compared.length * findings.length);
  // One permutation, so that each image counts once on either side.
  const [one = new Map()] = full;
  const shift = qualityShift(
    findings.map((_, index) => ({ learned: sharesOf(learned, index), permuted: sharesOf(one, index) })),
  );
  const cascade = curve.filter(({ arm }) => arm === 'cascade');
  const facts = {
    images: learned.size,
    full: cascade.at(-1)?.likeness ?? null,
    head: request.method === 'cam' && layers > 1 ? (cascade[0]?.likeness ?? null) : null,
    ...{ p: shift?.p ?? null, vanished },
  };
  const { grade, reason } = qualityGrade(facts);
  const nulls = full.filter((_, index) => nullSeeds.includes(size.seeds[index] ?? -1));
  const figures: CheckFigures = {
    ...{ reason, parameters: request.parameters, layers, images: learned.size, seeds: [...size.seeds], curve },
    shift: shift === null ? null : { ...shift, finding: findings[shift.finding]?.name ?? '' },
    ...{ vanished, skipped },
    randomised: nulls.length === 0 ? null : nullOf(classifier, learned, nulls),
  };
  return { method: request.method, grade, figures };
}

const sharesOf = (read: Read, finding: number): number[] =>
  [...read.values()].flatMap(({ findings }) => findings[finding]?.outsideShare ?? []);

function nullOf({ findings }: ClassifierSpec, learned: Read, nulls: readonly Read[]): CheckFigures['randomised'] {
  const told = findings.map(({ name }, index) => {
    const readings = nulls.flatMap((network) =>
      [...network].flatMap(([instanceId, { maps, findings: own }]): RandomisedReading[] => {
        const finding = own[index];
        const real = learned.get(instanceId)?.maps;
        if (finding === undefined || real === undefined) return [];
        const cells = maps.height * maps.width;
        const map = (of: typeof maps) => ({ ...of, values: of.values.subarray(index * cells, (index + 1) * cells) });
        return [{ ...finding, instanceId, similarity: absoluteLikeness(map(real), map(maps)).value }];
      }),
    );
    return { finding: name, ...randomisedFigures(readings) };
  });
  return { images: learned.size, seeds: nulls.length, findings: told };
}

import type { RandomisedMapsAnswer } from '@/server/analysis/evidenceAnswers';
import type { AnalysisParameters } from '@/server/analysis/kinds';
import type { Progress } from '@/server/analysis/progress';
import { cohortEnrichment } from '@/server/audit/cohortEnrichment';
import type { Db } from '@/server/db/client';
import { isPermanent } from '@/server/pipeline/auditFailure';
import type { RandomisedFinding, RandomisedTask } from '@/server/pipeline/compute/editTask';
import { bytesFloat32 } from '@/server/pipeline/float32Bytes';
import { AppError } from '@/server/problem/appError';
import { studentMeanInterval } from '@/server/stats/studentMeanInterval';
import { specOf } from './answerEdits';
import { eachOf } from './eachOf';
import type { EditContext } from './editContext';
import { isWhole, type ReadImage, readImages } from './maskedImages';
import { rankCorrelation } from './rankCorrelation';

const IMAGES = 64;
const SEEDS = [1, 2];

/** Of one image through one permuted network. `similarity`: |Spearman| with the real map. */
type Reading = RandomisedFinding & { instanceId: string; similarity: number | null };

/**
 * Outside shares of all findings over the same images with permuted weights: what maps of a network that knows nothing
 * look like. Images are a sample by a hash of their ids; a share is the mean of an image's seeds, so that each image
 * counts once in the interval. Maps are turned to a positive sum first, since the sign that permuted weights give is
 * chance; those that vanish or run away are counted as undefined.
 * @throws AppError not-found, conflict for a version whose model is not here or that has no maps, or is quantised
 */
export async function answerRandomisedMaps(
  context: EditContext,
  { model }: AnalysisParameters<'randomised-maps'>,
  progress: Pick<Progress, 'report'>,
): Promise<RandomisedMapsAnswer> {
  const classifier = await specOf(context, model);
  const images = await sampleOfMaps(context.db, classifier.versionId);
  const total = images.length * SEEDS.length;
  const readings: Reading[] = [];
  let done = 0;
  progress.report(0, total);
  for (const seed of SEEDS) {
    // One network after the other: each thread keeps few of them open.
    await eachOf(images, async ({ image, instanceId }) => {
      progress.report(done, total);
      const real = await realMaps(context.db, classifier.versionId, instanceId);
      const answers = await sharesOf(context, { image, classifier, seed });
      for (const [index, finding] of answers.entries()) {
        readings.push({ ...finding, instanceId, similarity: similarityOf(finding, real, index) });
      }
      done += 1;
      progress.report(done, total);
    });
  }
  const findings = classifier.findings.map(({ id, name }) => ({
    finding: name,
    ...figuresOf(readings.filter(({ findingId }) => findingId === id)),
  }));
  return { images: images.length, seeds: SEEDS.length, findings };
}

/** An image that cannot be read has no shares, with the reason. */
async function sharesOf({ computer, store }: EditContext, task: RandomisedTask): Promise<RandomisedFinding[]> {
  const without = (undefinedReason: string): RandomisedFinding[] =>
    task.classifier.findings.map(({ id }) => ({
      ...{ findingId: id, outsideShare: null, areaOutside: null, undefinedReason, map: new Float32Array(0) },
    }));
  if (!(await isWhole(store, task.image))) return without('file-missing');
  const answer = await computer.randomise(task).catch((error: unknown) => {
    if (error instanceof AppError && isPermanent(error)) return without(error.code);
    throw error;
  });
  if (answer === null) throw new AppError('conflict', `${task.classifier.name} has no maps: its head is not linear`);
  return Array.isArray(answer) ? answer : answer.findings;
}

/** Of the images that the version has maps of. */
async function sampleOfMaps(db: Db, versionId: string): Promise<ReadImage[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select p.instance_id::text as id
    from prediction p
    join instance i on i.id = p.instance_id and i.file_sha256 is not null
    join attribution a on a.prediction_id = p.id
    where p.version_id = ${versionId}::uuid
    order by hashtextextended(p.instance_id::text, 4), p.instance_id
    limit ${IMAGES}`;
  return readImages(
    db,
    versionId,
    rows.map(({ id }) => id),
  );
}

/** [findings, height, width] as stored; null when they are gone. */
async function realMaps(db: Db, versionId: string, instanceId: string): Promise<Float32Array | null> {
  const row = await db.prediction.findUnique({
    where: { instanceId_versionId: { instanceId, versionId } },
    select: { attribution: { select: { maps: true } } },
  });
  return row?.attribution == null ? null : bytesFloat32(row.attribution.maps);
}

function similarityOf({ map }: RandomisedFinding, real: Float32Array | null, index: number): number | null {
  const own = real?.subarray(index * map.length, (index + 1) * map.length);
  if (map.length === 0 || own?.length !== map.length || !map.every(Number.isFinite)) return null;
  const correlation = rankCorrelation(own, map);
  return correlation === null ? null : Math.abs(correlation);
}

function figuresOf(readings: readonly Reading[]): Omit<RandomisedMapsAnswer['findings'][number], 'finding'> {
  const undefinedBy: Record<string, number> = {};
  for (const { undefinedReason } of readings) {
    if (undefinedReason !== null) undefinedBy[undefinedReason] = (undefinedBy[undefinedReason] ?? 0) + 1;
  }
  const byImage = new Map<string, { shares: number[]; areas: number[] }>();
  for (const { instanceId, outsideShare, areaOutside } of readings) {
    if (outsideShare === null || areaOutside === null) continue;
    const own = byImage.get(instanceId) ?? { shares: [], areas: [] };
    own.shares.push(outsideShare);
    own.areas.push(areaOutside);
    byImage.set(instanceId, own);
  }
  const shares = [...byImage.values()].map((own) => mean(own.shares) ?? 0);
  const areas = [...byImage.values()].map((own) => mean(own.areas) ?? 0);
  const sum = shares.reduce((total, share) => total + share, 0);
  const sumOfSquares = shares.reduce((total, share) => total + share ** 2, 0);
  return {
    n: shares.length,
    outsideShare: shares.length === 0 ? null : studentMeanInterval({ n: shares.length, sum, sumOfSquares }),
    enrichment: cohortEnrichment(shares, areas),
    similarity: mean(readings.flatMap(({ similarity }) => similarity ?? [])),
    undefined: undefinedBy,
  };
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

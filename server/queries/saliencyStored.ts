import { z } from 'zod';
import { db as processDb } from '@/server/db/client';
import type { SaliencyMap } from '@/server/db/generated/client';
import { inSnapshot } from '@/server/db/inSnapshot';
import { versionCondition } from '@/server/db/versionCondition';
import { AppError } from '@/server/problem/appError';
import { SALIENCY_VERSION } from '@/server/saliency/planOf';
import { METHODS, type SaliencyMethodName } from '@/server/saliency/saliencyMethod';
import { defaultRequest, type SaliencyRequest } from '@/server/saliency/saliencyParameters';
import type { MapFigures } from '@/server/saliency/saliencyPlan';
import { mapSlice } from './mapSlice';
import { getSaliency, type SaliencyAnswer } from './saliency';

/** A map of any method. What comes with every reading has parameters {} and took no forward pass of its own. */
export type MethodSaliency = Omit<SaliencyAnswer, 'layer' | 'unit'> & {
  layer: string | null;
  /** `weights`: a scale of the method's own. */
  unit: SaliencyAnswer['unit'] | 'weights';
  parameters: SaliencyRequest['parameters'];
  forwards: number;
  milliseconds: number | null;
  isExploratory: boolean;
  /** Why the map says nothing; its cells are then not to be read. */
  undefinedReason: string | null;
  /** What else the method says: groups of Shapley, convergence of RISE. */
  figures: Omit<MapFigures, 'undefinedReason'> | null;
};

type Wanted = { model: string | undefined; finding: string; method: SaliencyMethodName };

/** The prediction that a map is of, with the finding; of one version, which has to be named where several read it. */
export async function predictionOf(instanceId: string, { model, finding }: Omit<Wanted, 'method'>) {
  const rows = await inSnapshot(processDb(), (tx) =>
    tx.prediction.findMany({
      where: { instanceId, ...(model !== undefined && { version: versionCondition(model) }) },
      select: {
        id: true,
        version: { include: { model: true, findings: { where: { name: finding } } } },
      },
    }),
  );
  const found = rows.filter(({ version }) => version.findings.length > 0);
  const [prediction] = found;
  const [named] = prediction?.version.findings ?? [];
  if (prediction === undefined || named === undefined)
    throw new AppError('not-found', 'no such prediction: check model and finding');
  if (found.length > 1)
    throw new AppError('invalid-field', 'several versions read this image: name one with model=name@version');
  const { version } = prediction;
  return { predictionId: prediction.id, version, finding: named, model: `${version.model.name}@${version.version}` };
}

/**
 * The map of one finding of one version on one instance, by any method; of those that are made when asked for the one
 * with default parameters, or else the newest.
 * @throws AppError not-found, also where nobody has asked for it yet
 */
export async function getMethodSaliency(instanceId: string, wanted: Wanted): Promise<MethodSaliency> {
  const { method } = wanted;
  if (method === 'cam' || method === 'log-ratio') {
    const live = await getSaliency(instanceId, { ...wanted, method });
    const none = { parameters: {}, forwards: 0, milliseconds: null, undefinedReason: null, figures: null };
    return { ...live, ...none, isExploratory: false };
  }
  const found = await predictionOf(instanceId, wanted);
  const made =
    (await storedMap(found, defaultRequest(method))) ?? (await newestMap(found.predictionId, found.finding.id, method));
  if (made === null)
    throw new AppError('not-found', `${method} of ${found.model} was not made for this image: ask for it`);
  return answerOf(made, found);
}

type Found = Awaited<ReturnType<typeof predictionOf>>;

/** The map of a method with these parameters; null where it was not made. */
export function storedMap({ predictionId, finding }: Found, { method, parameters }: SaliencyRequest) {
  const findingId = METHODS[method].isClassSpecific ? finding.id : null;
  return processDb().saliencyMap.findFirst({
    where: { predictionId, findingId, method, parameters: { equals: parameters }, definitionVersion: SALIENCY_VERSION },
  });
}

const newestMap = (predictionId: string, findingId: number, method: SaliencyMethodName) =>
  processDb().saliencyMap.findFirst({
    where: { predictionId, findingId: METHODS[method].isClassSpecific ? findingId : null, method },
    orderBy: { createdAt: 'desc' },
  });

/** Our own, as written. */
const stored = z.custom<MapFigures>((value) => typeof value === 'object' && value !== null);
const parametersOf = z.custom<SaliencyRequest['parameters']>((value) => typeof value === 'object' && value !== null);

export function answerOf(row: SaliencyMap, { model, finding }: Found): MethodSaliency {
  const { undefinedReason, ...figures } = stored.parse(row.figures);
  const { height, width, values } = mapSlice({ height: row.height, width: row.width, maps: row.values }, 0);
  const method = Object.values(METHODS).find(({ name }) => name === row.method);
  const isExploratory = method?.isExploratory ?? false;
  const inLogits = row.method !== 'score-cam' || figures.scoreCam?.weighting === 'difference';
  return {
    ...{ method: row.method, convention: row.definitionVersion, layer: row.layer, model, finding: finding.name },
    unit: isExploratory || !inLogits ? 'weights' : 'logits',
    bias: figures.shapley?.blank ?? null,
    baseline: finding.baseline,
    ...{ height, width, values, parameters: parametersOf.parse(row.parameters) },
    ...{ forwards: row.forwards, milliseconds: row.milliseconds, isExploratory, undefinedReason, figures },
  };
}

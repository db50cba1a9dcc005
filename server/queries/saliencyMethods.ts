import { readAnalysis } from '@/server/analysis/ask';
import type { AnalysisParameters } from '@/server/analysis/kinds';
import { saliencyFacts } from '@/server/analysis/saliencyFacts';
import { db as processDb } from '@/server/db/client';
import { inSnapshot } from '@/server/db/inSnapshot';
import { versionCondition } from '@/server/db/versionCondition';
import { AppError } from '@/server/problem/appError';
import { SALIENCY_VERSION } from '@/server/saliency/planOf';
import { METHODS, SALIENCY_METHODS, type SaliencyMethodName } from '@/server/saliency/saliencyMethod';
import { type Offer, saliencyOffer } from '@/server/saliency/saliencyOffer';
import { defaultRequest, type SaliencyRequest } from '@/server/saliency/saliencyParameters';
import { type SaliencyCost, saliencyCost } from './saliencyCost';

export type MethodEntry = {
  method: SaliencyMethodName;
  label: string;
  /** `ready`: made, read it; `available`: may be asked for. */
  state: 'ready' | Offer['state'];
  reason: string | null;
  /** Of the default parameters. */
  parameters: SaliencyRequest['parameters'];
  isExploratory: boolean;
  /** Where it is being made. */
  analysis: { id: string; status: string; done: number; total: number | null } | null;
} & SaliencyCost;

export type MethodList = { instanceId: string; model: string; methods: MethodEntry[] };

/**
 * Every method for one image and version: whether its maps are there, may be asked for, or not and why, and what they
 * would cost.
 * @throws AppError not-found for no such prediction, invalid-field where several versions read it and none is named
 */
export async function listSaliencyMethods(instanceId: string, model?: string): Promise<MethodList> {
  const db = processDb();
  const reading = await readingOf(instanceId, model);
  const { version, versionId } = reading;
  const name = `${version.model.name}@${version.version}`;
  const facts = await saliencyFacts(db, versionId);
  const priceOf = await saliencyCost(db, versionId);
  const entries = SALIENCY_METHODS.map(async (method): Promise<MethodEntry> => {
    const request = defaultRequest(method);
    const { isLive, isExploratory, label } = METHODS[method];
    const offer = offerHere(method, saliencyOffer(method, facts), reading);
    const isThere = isLive || reading.saliencyMaps.some((map) => map.method === method);
    const isReady = isThere && offer.state === 'available';
    return {
      ...{ method, label, state: isReady ? 'ready' : offer.state, reason: offer.reason },
      ...{ parameters: request.parameters, isExploratory, ...priceOf(request) },
      analysis: isLive ? null : await underWay({ model: name, instance: instanceId, request }),
    };
  });
  return { instanceId, model: name, methods: await Promise.all(entries) };
}

/** The one prediction of an image that is meant, with the methods whose maps are there. */
async function readingOf(instanceId: string, model: string | undefined) {
  const predictions = await inSnapshot(processDb(), (tx) =>
    tx.prediction.findMany({
      where: { instanceId, ...(model !== undefined && { version: versionCondition(model) }) },
      select: {
        versionId: true,
        version: { select: { version: true, model: { select: { name: true } } } },
        attribution: { select: { method: true } },
        instance: { select: { fileSha256: true } },
        saliencyMaps: { where: { definitionVersion: SALIENCY_VERSION }, select: { method: true } },
      },
    }),
  );
  const [reading] = predictions;
  if (reading === undefined) throw new AppError('not-found', 'no such prediction: check model');
  if (predictions.length > 1)
    throw new AppError('invalid-field', 'several versions read this image: name one with model=name@version');
  return reading;
}

/** The run that makes it; null where none waits or runs. */
async function underWay(asked: AnalysisParameters<'saliency'>): Promise<MethodEntry['analysis']> {
  const run = await readAnalysis('saliency', asked);
  if (run?.status !== 'waiting' && run?.status !== 'running') return null;
  return { id: run.id, status: run.status, done: run.done, total: run.total };
}

type Here = { attribution: { method: string } | null; instance: { fileSha256: string | null } };

/** What an image adds: maps that came with its reading, and whether its picture is there. */
function offerHere(method: SaliencyMethodName, offer: Offer, { attribution, instance }: Here): Offer {
  if (offer.state !== 'available') return offer;
  if (METHODS[method].isLive && attribution === null) return { state: 'refused', reason: 'this reading has no maps' };
  if (!METHODS[method].isLive && instance.fileSha256 === null)
    return { state: 'refused', reason: 'the picture is not here' };
  return offer;
}

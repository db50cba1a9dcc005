import { randomUUID } from 'node:crypto';
import type { AnalysisParameters } from '@/server/analysis/kinds';
import type { Progress } from '@/server/analysis/progress';
import type { SaliencyMade } from '@/server/analysis/saliencyAnswer';
import { saliencyFacts } from '@/server/analysis/saliencyFacts';
import type { SaliencyAnswered, SaliencyStep } from '@/server/pipeline/compute/saliencyTask';
import type { ClassifierSpec, Computer } from '@/server/pipeline/compute/task';
import { float32Bytes } from '@/server/pipeline/float32Bytes';
import { AppError } from '@/server/problem/appError';
import { askLocalisation } from '@/server/queue/askLocalisation';
import { tapOf } from '@/server/saliency/costOf';
import { SALIENCY_VERSION } from '@/server/saliency/planOf';
import { METHODS } from '@/server/saliency/saliencyMethod';
import { saliencyOffer } from '@/server/saliency/saliencyOffer';
import type { SaliencyMaps } from '@/server/saliency/saliencyPlan';
import { specOf } from './answerEdits';
import type { EditContext } from './editContext';
import { isWhole, readImages } from './maskedImages';

/** As for edits, with what does the steps of methods. */
export type SaliencyContext = EditContext & { computer: Pick<Computer, 'saliency'> };

type Asked = AnalysisParameters<'saliency'>;
type Steps = (step: SaliencyStep) => Promise<SaliencyAnswered>;

/**
 * Maps of a method on an image, of all findings: what is there stays as it is. Works in steps of a batch, so that live
 * images come in between and a run that was stopped ends within one.
 * @throws AppError not-found for an image that the version has not read; conflict for a method that is refused or not
 * offered, or an image whose files are gone
 */
export async function answerSaliency(
  context: SaliencyContext,
  { model, instance, request }: Asked,
  progress: Pick<Progress, 'report'>,
): Promise<SaliencyMade> {
  const { db, store, computer } = context;
  const classifier = await specOf(context, model);
  const prediction = await db.prediction.findUnique({
    where: { instanceId_versionId: { instanceId: instance, versionId: classifier.versionId } },
    select: { id: true },
  });
  if (prediction === null) throw new AppError('not-found', `${classifier.name} has not read this image`);
  const there = await made(context, prediction.id, request);
  if (there !== null) return { instanceId: instance, ...there };
  await checkOffer(context, classifier, request.method);
  const [read] = await readImages(db, classifier.versionId, [instance]);
  if (read === undefined || !(await isWhole(store, read.image)))
    throw new AppError('conflict', 'the files of this image are no longer here');
  const steps: Steps = (step) => computer.saliency({ image: read.image, classifier, request, step });
  const started = performance.now();
  const { maps, forwards } = await run(steps, tapOf(request.method), progress);
  const milliseconds = performance.now() - started;
  await write(context, { predictionId: prediction.id, instanceId: instance }, classifier, {
    request,
    maps,
    forwards,
    milliseconds,
  });
  return { instanceId: instance, method: request.method, maps: maps.about.length, forwards, milliseconds };
}

async function checkOffer(
  { db }: EditContext,
  { versionId, name }: ClassifierSpec,
  method: Asked['request']['method'],
) {
  if (METHODS[method].isLive) throw new AppError('conflict', `${method} comes with every reading`);
  const offer = saliencyOffer(method, await saliencyFacts(db, versionId));
  if (offer.state !== 'available') throw new AppError('conflict', `${method} of ${name}: ${offer.reason}`);
}

async function made({ db }: EditContext, predictionId: string, { method, parameters }: Asked['request']) {
  const rows = await db.saliencyMap.findMany({
    where: { predictionId, method, parameters: { equals: parameters }, definitionVersion: SALIENCY_VERSION },
    select: { forwards: true, milliseconds: true },
  });
  const [first] = rows;
  return first === undefined ? null : { method, maps: rows.length, ...first };
}

async function run(steps: Steps, before: number, { report }: Pick<Progress, 'report'>) {
  const begun = await steps({ kind: 'begin' });
  if (begun.kind !== 'begin') throw new Error(`a thread answered ${begun.kind} to begin`);
  const { forwards, batch, findings } = begun;
  const of = before + forwards;
  report(before, of);
  const answers = new Float32Array(forwards * findings);
  for (let from = 0; from < forwards; from += batch) {
    const answered = await steps({ kind: 'answer', from, to: Math.min(from + batch, forwards) });
    if (answered.kind !== 'answer') throw new Error(`a thread answered ${answered.kind} to answer`);
    answers.set(answered.logits, from * findings);
    report(before + Math.min(from + batch, forwards), of);
  }
  const combined = await steps({ kind: 'combine', answers });
  if (combined.kind !== 'combine') throw new Error(`a thread answered ${combined.kind} to combine`);
  return { maps: combined.maps, forwards: of };
}

type Read = { predictionId: string; instanceId: string };

type Made = { request: Asked['request']; maps: SaliencyMaps; forwards: number; milliseconds: number };

/** By the natural key: a second run changes nothing. */
async function write(
  { db, now }: EditContext,
  { predictionId, instanceId }: Read,
  { findings }: ClassifierSpec,
  made: Made,
) {
  const { height, width, values, about } = made.maps;
  const { method, parameters } = made.request;
  const cells = height * width;
  const entry = (findingId: number | null, place: number) => ({
    ...{ id: randomUUID(), predictionId, findingId, method, parameters, definitionVersion: SALIENCY_VERSION },
    ...{ layer: null, height, width, figures: about[place] ?? {} },
    values: float32Bytes(values.subarray(place * cells, (place + 1) * cells)),
    ...{ forwards: made.forwards, milliseconds: made.milliseconds, createdAt: now() },
  });
  const data = METHODS[method].isClassSpecific
    ? findings.map(({ id, channel }) => entry(id, channel))
    : [entry(null, 0)];
  await db.$transaction(async (tx) => {
    await tx.saliencyMap.createMany({ data, skipDuplicates: true });
    await askLocalisation(tx, [instanceId]);
  });
}

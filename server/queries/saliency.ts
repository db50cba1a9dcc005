import { logRatioMap } from '@/server/audit/logRatioMap';
import { db } from '@/server/db/client';
import { inSnapshot } from '@/server/db/inSnapshot';
import { versionCondition } from '@/server/db/versionCondition';
import { AppError } from '@/server/problem/appError';
import { mapSliceIfAny } from './mapSlice';

export const SALIENCY_METHODS = ['cam', 'log-ratio'] as const;
export type SaliencyMethod = (typeof SALIENCY_METHODS)[number];

export type SaliencyAnswer = {
  /** `cam`, `log-ratio`, or what its sender calls it. */
  method: string;
  /** Version of the convention of the stored map; the log-ratio map is made from it with the finding's baseline. */
  convention: string;
  layer: string;
  model: string;
  finding: string;
  unit: 'logits' | 'nats' | 'as sent';
  /** What an additive map leaves of the logit; null for any other. */
  bias: number | null;
  baseline: number;
  height: number;
  width: number;
  /** Row-major, raw and signed; row 0 is the top of the image. */
  values: number[];
};

/** The map of one finding of one version on one instance. With one version on the instance `model` may be left out. */
export async function getSaliency(
  instanceId: string,
  wanted: { model: string | undefined; finding: string; method: SaliencyMethod },
): Promise<SaliencyAnswer> {
  const predictions = await inSnapshot(db(), (tx) =>
    tx.prediction.findMany({
      where: { instanceId, ...(wanted.model !== undefined && { version: versionCondition(wanted.model) }) },
      include: {
        attribution: true,
        version: { include: { model: true } },
        results: { where: { finding: { name: wanted.finding } }, include: { finding: true } },
      },
    }),
  );
  const answered = predictions.filter((prediction) => prediction.results.length > 0);
  const [prediction] = answered;
  const result = prediction?.results[0];
  if (prediction === undefined || result === undefined)
    throw new AppError('not-found', 'no such prediction: check model and finding');
  if (answered.length > 1)
    throw new AppError('invalid-field', 'several versions read this image: name one with model=name@version');
  const { attribution, version } = prediction;
  const model = `${version.model.name}@${version.version}`;
  const cam = attribution === null ? null : mapSliceIfAny(attribution, result.finding.channel);
  if (attribution === null || cam === null) throw new AppError('not-found', `${model} has no saliency map of this`);
  const { method } = wanted;
  const { height, width } = cam;
  const { bias } = result;
  const { baseline } = result.finding;
  if (method === 'log-ratio' && bias === null)
    throw new AppError('not-found', `the maps of ${model} are not additive: there is no log-ratio of them`);
  const logRatio = (of: number) =>
    Array.from(logRatioMap({ height, width, values: Float32Array.from(cam.values) }, of, baseline).values);
  return {
    method: method === 'cam' ? attribution.method : method,
    convention: attribution.convention,
    layer: attribution.layer,
    model,
    finding: wanted.finding,
    unit: method === 'log-ratio' ? 'nats' : bias === null ? 'as sent' : 'logits',
    bias,
    baseline,
    height,
    width,
    values: method === 'cam' || bias === null ? cam.values : logRatio(bias),
  };
}

import { logRatioMap } from '@/server/audit/logRatioMap';
import { db } from '@/server/db/client';
import { inSnapshot } from '@/server/db/inSnapshot';
import { versionCondition } from '@/server/db/versionCondition';
import { AppError } from '@/server/problem/appError';
import { mapSlice } from './mapSlice';

export const SALIENCY_METHODS = ['cam', 'log-ratio'] as const;
export type SaliencyMethod = (typeof SALIENCY_METHODS)[number];

export type SaliencyAnswer = {
  method: SaliencyMethod;
  /** Version of the convention of the stored map; the log-ratio map is made from it with the finding's baseline. */
  convention: string;
  layer: string;
  model: string;
  finding: string;
  unit: 'logits' | 'nats';
  bias: number;
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
  if (attribution === null || result.bias === null) throw new AppError('not-found', `${model} has no saliency maps`);
  const cam = mapSlice(attribution, result.finding.channel);
  const { method } = wanted;
  const { height, width } = cam;
  const { bias } = result;
  const { baseline } = result.finding;
  const logRatio = () =>
    Array.from(logRatioMap({ height, width, values: Float32Array.from(cam.values) }, bias, baseline).values);
  return {
    method,
    convention: attribution.convention,
    layer: attribution.layer,
    model,
    finding: wanted.finding,
    unit: method === 'cam' ? 'logits' : 'nats',
    bias,
    baseline,
    height,
    width,
    values: method === 'cam' ? cam.values : logRatio(),
  };
}

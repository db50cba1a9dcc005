import { createHash } from 'node:crypto';
import { logRatioMap } from '@/server/audit/logRatioMap';
import { db as processDb } from '@/server/db/client';
import { inSnapshot } from '@/server/db/inSnapshot';
import { AppError } from '@/server/problem/appError';
import { mapSlice } from './mapSlice';
import { drawInThread } from './pixelPool';
import type { SaliencyAnswer, SaliencyMethod } from './saliency';

export const EDIT_STATES = ['before', 'after'] as const;
export type EditState = (typeof EDIT_STATES)[number];

/** The edited picture as an 8-bit PNG. @throws AppError not-found where nothing was edited */
export async function editImage(
  editId: string,
  size: number | undefined,
): Promise<{ etag: string; bytes(): Promise<Uint8Array<ArrayBuffer>> }> {
  const edit = await processDb().edit.findUnique({ where: { id: editId }, select: { pictureSha256: true } });
  const sha256 = edit?.pictureSha256;
  if (sha256 == null) throw new AppError('not-found', 'no edited picture has this id');
  const tag = createHash('sha256').update(`${sha256} ${size}`).digest('hex').slice(0, 24);
  return { etag: `"${tag}"`, bytes: () => drawInThread({ sha256, draw: size === undefined ? {} : { size } }) };
}

/**
 * The map of one finding of an edited image, or of the same plane unedited, in the shape of an instance's map.
 * @throws AppError not-found for no such edit, finding or map
 */
export async function editSaliency(
  editId: string,
  wanted: { finding: string; method: SaliencyMethod; state: EditState },
): Promise<SaliencyAnswer & { state: EditState }> {
  const { finding: name, method, state } = wanted;
  const edit = await inSnapshot(processDb(), (tx) =>
    tx.edit.findUnique({
      where: { id: editId },
      include: {
        version: { include: { model: true } },
        instance: {
          select: {
            predictions: {
              select: {
                versionId: true,
                attribution: { omit: { maps: true } },
                results: { where: { finding: { name } }, include: { finding: true } },
              },
            },
          },
        },
      },
    }),
  );
  const maps = state === 'before' ? edit?.mapsBefore : edit?.maps;
  if (edit === null || maps == null || edit.mapHeight === null || edit.mapWidth === null)
    throw new AppError('not-found', 'no edited picture with maps has this id');
  const prediction = edit.instance.predictions.find(({ versionId }) => versionId === edit.versionId);
  const result = prediction?.results[0];
  if (result === undefined) throw new AppError('not-found', `the version has no finding ${name}`);
  const cam = mapSlice({ height: edit.mapHeight, width: edit.mapWidth, maps }, result.finding.channel);
  const { bias } = result;
  const { baseline } = result.finding;
  if (bias === null) throw new AppError('not-found', 'the version has no additive maps');
  const ratio = () => Array.from(logRatioMap({ ...cam, values: Float32Array.from(cam.values) }, bias, baseline).values);
  return {
    method: method === 'cam' ? 'cam' : method,
    convention: prediction?.attribution?.convention ?? '',
    layer: prediction?.attribution?.layer ?? '',
    model: `${edit.version.model.name}@${edit.version.version}`,
    finding: name,
    unit: method === 'log-ratio' ? 'nats' : 'logits',
    bias,
    baseline,
    height: cam.height,
    width: cam.width,
    values: method === 'log-ratio' ? ratio() : cam.values,
    state,
  };
}

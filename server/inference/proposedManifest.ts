import { type ClassifierManifest, classifierManifest, MOST_FINDINGS } from '@/server/model/manifest';
import { graphPorts, type Port } from '@/server/onnx/graphPorts';
import { outputScale } from '@/server/onnx/outputScale';
import { readModel } from '@/server/onnx/readModel';
import { AppError } from '@/server/problem/appError';

/** In the order of Wang et al. 2017, ChestX-ray14. */
const NIH =
  'Atelectasis Cardiomegaly Effusion Infiltration Mass Nodule Pneumonia Pneumothorax Consolidation Edema Emphysema Fibrosis Pleural_Thickening Hernia';

/** In the order of TorchXRayVision's `default_pathologies`. */
const XRV =
  'Atelectasis Consolidation Infiltration Pneumothorax Edema Emphysema Fibrosis Effusion Pneumonia Pleural_Thickening Cardiomegaly Nodule Mass Hernia Lung_Lesion Fracture Lung_Opacity Enlarged_Cardiomediastinum';

const USUAL_SIDE = 224;

/** A manifest that was made up, and what was assumed for it, in words. */
export type Proposed = { manifest: ClassifierManifest; assumed: string[] };

/**
 * Makes a classifier's manifest up from what its graph declares, to try it with; the person who registers it mends it.
 * @throws AppError `unreadable-model` where the graph is no classifier of images, or does not say how many findings
 */
export function proposedManifest(bytes: Uint8Array, name: string): Proposed {
  const model = modelOf(bytes);
  const { inputs, outputs } = graphPorts(model);
  const input = inputs.find(({ dims }) => dims?.length === 4);
  if (input === undefined) throw refusal('the graph has no input [batch, channels, height, width]');
  const output = outputs.find(({ dims }) => dims?.length === 2) ?? outputs[0];
  const count = output?.dims?.[1] ?? null;
  if (output === undefined || output.dims?.length === 4 || count === null || count < 1 || count > MOST_FINDINGS)
    throw refusal('no manifest can be made up, as the graph does not say how many findings there are; send a manifest');
  const { channels, size, isFree } = sizeOf(input);
  const names = namesOf(count);
  const range: [number, number] = count === 18 ? [-1024, 1024] : [0, 1];
  const known = names.source === null ? '' : `, as ${names.source} has ${count}`;
  return {
    manifest: classifierManifest.parse({
      ...{ name, version: '1', kind: 'classifier' },
      input: { name: input.name, size, channels, range },
      output: {
        name: output.name,
        activation: outputScale(model, output.name).activation === 'softmax' ? 'softmax' : 'sigmoid',
      },
      findings: names.list.map((finding) => ({ name: finding })),
    }),
    assumed: [
      `manifest: made up from the graph, as none was sent`,
      `findings: ${names.source === null ? `"finding 1" to "finding ${count}"` : names.list.join(', ')}${known}; the file does not name them`,
      `input.range: ${range.join(' to ')}, as the file does not say; see the preprocessing check`,
      ...(isFree ? [`input.size: ${size.join(' × ')}, as the graph leaves it free`] : []),
    ],
  };
}

function modelOf(bytes: Uint8Array): ReturnType<typeof readModel> {
  try {
    return readModel(bytes);
  } catch (cause) {
    throw refusal(cause instanceof Error ? cause.message : 'the file cannot be read', cause);
  }
}

const refusal = (detail: string, cause?: unknown): AppError =>
  new AppError('unreadable-model', detail, { errors: [{ path: 'model', detail }], cause });

function sizeOf({ dims }: Port): { channels: 1 | 3; size: [number, number]; isFree: boolean } {
  const [, a, b, c] = dims ?? [];
  const isLast = (c === 1 || c === 3) && a !== 1 && a !== 3;
  const [channels, height, width] = isLast ? [c, a, b] : [a, b, c];
  const size: [number, number] = [height ?? USUAL_SIDE, width ?? USUAL_SIDE];
  return { channels: channels === 1 ? 1 : 3, size, isFree: height === null || width === null };
}

function namesOf(count: number): { list: string[]; source: string | null } {
  if (count === 14) return { list: NIH.split(' '), source: 'ChestX-ray14' };
  if (count === 18) return { list: XRV.split(' '), source: 'TorchXRayVision' };
  return { list: Array.from({ length: count }, (_, i) => `finding ${i + 1}`), source: null };
}

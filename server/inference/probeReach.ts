import type { ClassifierManifest } from '@/server/model/manifest';
import { findFeatureMap } from '@/server/onnx/featureMap';
import type { GraphReport } from '@/server/onnx/graphReport';
import { readGraph } from '@/server/onnx/readGraph';
import { tapOutputs } from '@/server/onnx/tapOutputs';
import { AppError } from '@/server/problem/appError';
import { PROBE_SEEDS, probe } from './openExplained';
import type { ReadModel } from './openModel';
import { channelsSecond, perImage } from './openTapped';
import type { Reach } from './saliencyOffers';
import { openSession, type Values } from './session';

const NO_MAP = 'no tensor with height and width is left before the output, so there is no feature map to weigh';
const NO_ATTENTION = 'the graph has no self-attention (a Softmax whose answer weighs other tensors)';

/**
 * What of a model's inside can be reached, tried on a probe image, and the report of its graph with what only a run
 * tells. A model whose inside cannot be had is none the worse for it: every reason is a refusal of a method.
 *
 * @param refusal why CAM is refused; null where it is offered
 */
export async function probeReach(
  bytes: Uint8Array,
  read: ReadModel,
  manifest: ClassifierManifest,
  refusal: string | null,
): Promise<{ reach: Reach; graph: GraphReport }> {
  const graph = readGraph(read.model, read.output.name, read.input.name);
  const map = findFeatureMap(read.model, read.output.name);
  const layers = graph.attention?.tensors ?? [];
  const taps = await tapsOf(bytes, read, manifest, [...(map === null ? [] : [map.tensor]), ...layers]);
  const [first, ...rest] = map === null ? [undefined, ...taps] : taps;
  const feature = map === null ? NO_MAP : reached(() => channelsSecond(required(first), map.layout));
  const attention =
    layers.length === 0
      ? NO_ATTENTION
      : reached(() => sameTokens(layers.map((_, at) => perImage(required(rest[at]), 1))));
  const [, channels = null, height = null, width = null] = typeof feature === 'string' ? [] : feature.dims;
  const featureMap = graph.featureMap && { ...graph.featureMap, channels, height, width };
  const head = { ...graph.head, reason: refusal };
  return {
    reach: {
      linearHead: refusal,
      featureMap: typeof feature === 'string' ? feature : null,
      attention: typeof attention === 'string' ? attention : null,
    },
    graph: { ...graph, head, featureMap },
  };
}

async function tapsOf(
  bytes: Uint8Array,
  { model, input, extraInputs }: ReadModel,
  manifest: ClassifierManifest,
  tensors: string[],
): Promise<Values[]> {
  if (tensors.length === 0) return [];
  const tapped = tapOutputs(bytes, model, tensors);
  const [seed = 1] = PROBE_SEEDS;
  try {
    const session = await openSession(tapped.bytes, { extraInputs });
    try {
      return await session.run(probe(input.name, manifest.input, seed), tapped.outputs);
    } finally {
      await session.dispose();
    }
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}

/** What is reached, or the reason why it is not. */
function reached<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

function required(tap: Values | undefined): Values {
  if (tap !== undefined) return tap;
  throw new AppError('unreadable-model', 'the graph does not run with its inner tensors as outputs');
}

/** Rollout multiplies the layers, so all of them must be between the same tokens. */
function sameTokens(layers: Values[]): Values[] {
  const counts = new Set(layers.map(({ dims }) => dims.at(-1)));
  if (counts.size <= 1) return layers;
  throw new AppError(
    'unreadable-model',
    `attention is between ${[...counts].join(', ')} tokens in different layers, so it cannot be rolled out`,
  );
}

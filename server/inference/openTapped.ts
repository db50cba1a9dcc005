import type { ImageFacts } from '@/server/model/imageFacts';
import type { ClassifierManifest } from '@/server/model/manifest';
import { attentionMaps } from '@/server/onnx/attentionMaps';
import { findFeatureMap } from '@/server/onnx/featureMap';
import type { MapLayout } from '@/server/onnx/spatialPool';
import { AppError } from '@/server/problem/appError';
import { type Answered, openAnswering } from './openForward';
import { openModel } from './openModel';
import type { Values } from './session';

/** What of a model's inside is answered beside the logits. */
export type Tap = 'feature-map' | 'attention';

export type OpenTapped = {
  batch: number;
  /**
   * Planes [count, channels, height, width] → logits [count, findings], and the taps: of `feature-map` one
   * [count, channels, height, width]; of `attention` one per layer, [count, heads, tokens, tokens], rows summing to 1.
   * @throws AppError `internal`, `unreadable-model`
   */
  run(planes: Float32Array, count: number, facts?: ImageFacts): Promise<Answered>;
  dispose(): Promise<void>;
};

/**
 * Opens a classifier whose feature map or attention is wanted too, as Score-CAM, Eigen-CAM and attention rollout do.
 * @throws AppError `unreadable-model` when the graph has none, or one that is not understood
 */
export async function openTapped(
  bytes: Uint8Array,
  manifest: ClassifierManifest,
  what: Tap,
  options: { threads?: number } = {},
): Promise<OpenTapped> {
  const read = openModel(bytes, manifest);
  const map = what === 'feature-map' ? findFeatureMap(read.model, read.output.name) : null;
  const tensors = what === 'attention' ? attentionMaps(read.model) : map === null ? [] : [map.tensor];
  if (tensors.length === 0) throw new AppError('unreadable-model', `the graph has no ${what.replace('-', ' ')}`);
  const opened = await openAnswering(read, bytes, manifest, tensors, options);
  return {
    batch: opened.batch,
    async run(planes, count, facts) {
      const { logits, taps } = await opened.run(planes, count, facts);
      const turn = (tap: Values) => (map === null ? perImage(tap, count) : channelsSecond(tap, map.layout));
      return { logits, taps: taps.map(turn) };
    },
    dispose: opened.dispose,
  };
}

/** A feature map [N, C, H, W] of one in any order; of patches without height and width the square that they make. */
export function channelsSecond({ dims, values }: Values, layout: MapLayout): Values {
  const [count = 0, ...inner] = dims;
  if (layout === 'NCHW' && inner.length === 3) return { dims, values };
  if (layout === 'NHWC' && inner.length === 3) {
    const [height = 0, width = 0, channels = 0] = inner;
    return { dims: [count, channels, height, width], values: turned(values, channels, height * width) };
  }
  const [tokens = 0, channels = 0] = inner;
  const side = Math.sqrt(tokens);
  if (layout === 'tokens' && inner.length === 2 && Number.isInteger(side)) {
    return { dims: [count, channels, side, side], values: turned(values, channels, tokens) };
  }
  throw new AppError(
    'unreadable-model',
    `the feature map has dimensions [${dims}], which is no map with height and width`,
  );
}

/** [N, cells, C] → [N, C, cells]. */
function turned(values: Float32Array, channels: number, cells: number): Float32Array {
  return Float32Array.from({ length: values.length }, (_, i) => {
    const image = Math.floor(i / (channels * cells));
    const within = i % (channels * cells);
    return values[image * channels * cells + (within % cells) * channels + Math.floor(within / cells)] ?? 0;
  });
}

/**
 * Attention [N, heads, L, L] of [N, heads, L, L] or [N · heads, L, L].
 * @throws AppError `unreadable-model` where it is within windows (more rows than images), or not between the same tokens
 */
export function perImage({ dims, values }: Values, count: number): Values {
  const [to = 0, from = 0] = dims.slice(-2);
  const heads = values.length / (count * to * from);
  if (to === from && to > 0 && Number.isInteger(heads) && (dims.length === 3 || dims[0] === count)) {
    return { dims: [count, heads, to, from], values };
  }
  throw new AppError(
    'unreadable-model',
    `attention of dimensions [${dims}] is within windows or between unlike tokens, so it cannot be rolled out`,
  );
}

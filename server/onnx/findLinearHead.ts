import { type ModelProto, type NodeProto, TensorProto_DataType } from 'onnx-buf';
import type { AffineLayer } from './affineLayer';
import { collapseLayers } from './collapseLayers';
import { type GraphIndex, indexGraph, isIdentityLike } from './graphIndex';
import { matrixLayer } from './matrixLayer';
import { type Activation, beforeActivation } from './outputScale';
import { scaleLayer } from './scaleLayer';
import { type MapLayout, spatialPool } from './spatialPool';
import { isNormalising, whyNotLinear } from './whyNotLinear';

/** A head that CAM is exact for: logits = weights · mean over (H, W) of the feature map + bias. */
export type LinearHead = {
  ok: true;
  /** Feature map, its channels where `layout` says. */
  featureTensor: string;
  layout: MapLayout;
  /** Mean of the feature map over H and W; null when the graph holds no such tensor (the last layer is before the pool). */
  pooledTensor: string | null;
  /** [N, classes] before the activation; other dimensions of 1 may follow. */
  logitsTensor: string;
  activation: Activation;
  /** [classes, channels]. */
  weights: Float32Array;
  /** [classes]. */
  bias: Float32Array;
  classes: number;
  channels: number;
  /** Layers with weights that were collapsed into one. */
  layers: number;
  /** False when the head computes in another precision, so that what it answers must be cast. */
  isFloat32: boolean;
};
export type NoHead = { ok: false; reason: string };

type PooledMap = { feature: string; layout: MapLayout };

/** Layers are collected from the output backwards. */
type Walk = {
  layers: AffineLayer[];
  types: number[];
  featureTensor: string;
  layout: MapLayout;
  pooledTensor: string | null;
};

/**
 * Looks for global average pooling followed by linear layers only (SCIENCE §2.1), walking back from an output over
 * Sigmoid or Softmax, Gemm, MatMul, 1×1 Conv, Add, Sub, Mul, Div, BatchNormalization and nodes that change nothing.
 * The answer is collapsed into one layer. Without such a head it says which node breaks it.
 */
export function findLinearHead(model: ModelProto, outputName: string): LinearHead | NoHead {
  const graph = indexGraph(model);
  const { tensor, activation } = beforeActivation(graph, outputName);
  try {
    const walk = walkToPool(graph, tensor);
    if ('reason' in walk) return { ok: false, reason: walk.reason };
    const head = collapseLayers(walk.layers.toReversed(), declaredClasses(model, outputName));
    return {
      ok: true,
      featureTensor: walk.featureTensor,
      layout: walk.layout,
      pooledTensor: walk.pooledTensor,
      logitsTensor: tensor,
      activation,
      weights: head.weights,
      bias: head.bias,
      classes: head.rows,
      channels: head.columns,
      layers: walk.layers.filter(({ kind }) => kind === 'matrix').length,
      isFloat32: walk.types.every((type) => type === TensorProto_DataType.FLOAT),
    };
  } catch (error) {
    // A constant that cannot be read, or layers that do not fit: the model may still classify.
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

function walkToPool(graph: GraphIndex, start: string): Walk | { reason: string } {
  const walk: Walk = { layers: [], types: [], featureTensor: '', layout: 'NCHW', pooledTensor: null };
  let tensor = start;
  // Bounded: names of a damaged graph may form a circle.
  for (let steps = 0; steps <= graph.producers.size; steps++) {
    const node = graph.producers.get(tensor);
    if (!node) return { reason: `no global average pooling between the input and the output (reached "${tensor}")` };
    const pool = spatialPool(graph, node);
    if (pool && 'reason' in pool) return pool;
    if (pool) return withFeature(graph, walk, pool, node);
    if (isIdentityLike(node) || isShuffle(node)) {
      tensor = node.input[0] ?? '';
      continue;
    }
    const found = matrixLayer(graph, node) ?? scaleLayer(graph, node) ?? { reason: whyNotLinear(graph, node) };
    if ('reason' in found) return isNormalising(graph, node) ? { reason: whyNotLinear(graph, node) } : found;
    walk.layers.push(found.layer);
    walk.types.push(found.type);
    tensor = found.data;
  }
  return { reason: 'the graph runs in a circle' };
}

/**
 * What hands on the numbers themselves: after pooling a Transpose only moves dimensions of 1, and what 8-bit rounding
 * changes is seen when the maps are added up.
 */
function isShuffle({ opType }: NodeProto): boolean {
  return opType === 'Transpose' || opType === 'QuantizeLinear' || opType === 'DequantizeLinear';
}

/** With the classes made before the pool, the 1×1 convolution that makes them is the head: mean and layer commute. */
function withFeature(graph: GraphIndex, walk: Walk, { feature, layout }: PooledMap, pool: NodeProto): Walk {
  const found: Walk = { ...walk, featureTensor: feature, layout, pooledTensor: pool.output[0] ?? null };
  if (walk.layers.some((layer) => layer.kind === 'matrix')) return found;
  const producer = graph.producers.get(feature);
  const before = producer?.opType === 'Conv' ? matrixLayer(graph, producer) : null;
  if (!before || 'reason' in before) return found;
  const types = [...walk.types, before.type];
  return { ...found, layers: [...walk.layers, before.layer], types, featureTensor: before.data, pooledTensor: null };
}

/** The second dimension that the graph declares for an output, if it is fixed. */
function declaredClasses(model: ModelProto, outputName: string): number | undefined {
  const type = model.graph?.output.find((output) => output.name === outputName)?.type?.value;
  const dim = type?.case === 'tensorType' ? type.value.shape?.dim[1]?.value : undefined;
  return dim?.case === 'dimValue' ? Number(dim.value) : undefined;
}

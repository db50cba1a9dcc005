import { type ModelProto, type NodeProto, TensorProto_DataType } from 'onnx-buf';
import type { AffineLayer } from './affineLayer';
import { collapseLayers } from './collapseLayers';
import { describeNode, type GraphIndex, indexGraph, isIdentityLike } from './graphIndex';
import { matrixLayer } from './matrixLayer';
import { type Activation, beforeActivation } from './outputScale';
import { scaleLayer } from './scaleLayer';
import { spatialPool } from './spatialPool';

/** A head that CAM is exact for: logits = weights · mean over (H, W) of the feature map + bias. */
export type LinearHead = {
  ok: true;
  /** Feature map [N, channels, H, W]. */
  featureTensor: string;
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
  /** False when the head computes in another precision, so that what it answers must be cast. */
  isFloat32: boolean;
};
export type NoHead = { ok: false; reason: string };

/** Nonlinearities that make what is before them a hidden layer. */
const HIDDEN = [
  'Relu',
  'LeakyRelu',
  'PRelu',
  'Clip',
  'Elu',
  'Selu',
  'Gelu',
  'HardSwish',
  'Tanh',
  'Sigmoid',
  'Softplus',
];

/** Layers are collected from the output backwards. */
type Walk = { layers: AffineLayer[]; types: number[]; featureTensor: string; pooledTensor: string | null };

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
      pooledTensor: walk.pooledTensor,
      logitsTensor: tensor,
      activation,
      weights: head.weights,
      bias: head.bias,
      classes: head.rows,
      channels: head.columns,
      isFloat32: walk.types.every((type) => type === TensorProto_DataType.FLOAT),
    };
  } catch (error) {
    // A constant that cannot be read, or layers that do not fit: the model may still classify.
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

function walkToPool(graph: GraphIndex, start: string): Walk | { reason: string } {
  const walk: Walk = { layers: [], types: [], featureTensor: '', pooledTensor: null };
  let tensor = start;
  // Bounded: names of a damaged graph may form a circle.
  for (let steps = 0; steps <= graph.producers.size; steps++) {
    const node = graph.producers.get(tensor);
    if (!node) return { reason: `no global average pooling between the input and the output (reached "${tensor}")` };
    const pool = spatialPool(graph, node);
    if (pool && 'reason' in pool) return pool;
    if (pool) return withFeature(graph, walk, pool.feature, node);
    if (isIdentityLike(node)) {
      tensor = node.input[0] ?? '';
      continue;
    }
    const found = matrixLayer(graph, node) ?? scaleLayer(graph, node) ?? { reason: whyNotLinear(graph, node) };
    if ('reason' in found) return found;
    walk.layers.push(found.layer);
    walk.types.push(found.type);
    tensor = found.data;
  }
  return { reason: 'the graph runs in a circle' };
}

/** With the classes made before the pool, the 1×1 convolution that makes them is the head: mean and layer commute. */
function withFeature(graph: GraphIndex, walk: Walk, feature: string, pool: NodeProto): Walk {
  if (walk.layers.some((layer) => layer.kind === 'matrix')) {
    return { ...walk, featureTensor: feature, pooledTensor: pool.output[0] ?? null };
  }
  const producer = graph.producers.get(feature);
  const found = producer?.opType === 'Conv' ? matrixLayer(graph, producer) : null;
  if (!found || 'reason' in found) return { ...walk, featureTensor: feature, pooledTensor: pool.output[0] ?? null };
  const types = [...walk.types, found.type];
  return { layers: [...walk.layers, found.layer], types, featureTensor: found.data, pooledTensor: null };
}

function whyNotLinear(graph: GraphIndex, node: NodeProto): string {
  if (poolsUpstream(graph, node)) {
    const why = HIDDEN.includes(node.opType) ? 'has a hidden layer' : 'is not linear';
    const where = `${node.opType} between pooling and the output (node ${node.name || node.output[0]})`;
    return `${where}: the head ${why}, so CAM is not exact`;
  }
  return `no global average pooling feeds the output: ${describeNode(node)} comes between, so CAM is not exact`;
}

/** Follows first inputs until a pool (true) or a convolution (false). */
function poolsUpstream(graph: GraphIndex, from: NodeProto): boolean {
  let node: NodeProto | undefined = from;
  for (let steps = 0; node && steps <= graph.producers.size; steps++) {
    const pool = spatialPool(graph, node);
    if (pool) return 'feature' in pool;
    if (node.opType === 'Conv' && node !== from) return false;
    node = graph.producers.get(node.input[0] ?? '');
  }
  return false;
}

/** The second dimension that the graph declares for an output, if it is fixed. */
function declaredClasses(model: ModelProto, outputName: string): number | undefined {
  const type = model.graph?.output.find((output) => output.name === outputName)?.type?.value;
  const dim = type?.case === 'tensorType' ? type.value.shape?.dim[1]?.value : undefined;
  return dim?.case === 'dimValue' ? Number(dim.value) : undefined;
}
